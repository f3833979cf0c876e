-- Reference: what manufacturers promise for their units. A document is JSON; what is chosen by stands beside it.

CREATE TABLE warranty_terms (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    scope TEXT COLLATE "C" NOT NULL CHECK (scope IN ('all', 'category', 'line', 'model')),
    target TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    document TEXT COLLATE "C" NOT NULL,
    set_at BIGINT NOT NULL,
    set_by TEXT COLLATE "C" NOT NULL,
    UNIQUE (manufacturer_id, scope, target, name, version)
);

-- Unit-keyed: cover that one unit has beyond its terms. The column serial is empty where it equals serial_key.

CREATE TABLE warranty_extensions (
    model_id BIGINT NOT NULL,
    serial_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    document TEXT COLLATE "C" NOT NULL,
    cancelled_on TEXT COLLATE "C",
    added_at BIGINT NOT NULL,
    added_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (model_id, serial_key, serial, reference)
);
