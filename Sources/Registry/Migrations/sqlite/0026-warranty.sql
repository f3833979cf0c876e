-- Reference: what manufacturers promise for their units. A document is JSON; what is chosen by stands beside it.

CREATE TABLE warranty_terms (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    scope TEXT NOT NULL CHECK (scope IN ('all', 'category', 'line', 'model')),
    target TEXT NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    document TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    UNIQUE (manufacturer_id, scope, target, name, version)
) STRICT;

-- Unit-keyed: cover that one unit has beyond its terms. The column serial is empty where it equals serial_key.

CREATE TABLE warranty_extensions (
    model_id INTEGER NOT NULL,
    serial_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    reference TEXT NOT NULL,
    document TEXT NOT NULL,
    cancelled_on TEXT,
    added_at INTEGER NOT NULL,
    added_by TEXT NOT NULL,
    PRIMARY KEY (model_id, serial_key, serial, reference)
) STRICT, WITHOUT ROWID;
