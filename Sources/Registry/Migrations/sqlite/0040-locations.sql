-- Reference: where a manufacturer's goods can stand, a tree. `path` is the codes from the site down, with U+0001 between, so that
-- what stands below a location is a range, and the order is that of the tree. Events name places as texts: what they say stays.

CREATE TABLE locations (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    code TEXT NOT NULL,
    gln TEXT,
    gln_extension TEXT NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id INTEGER,
    path TEXT NOT NULL,
    country TEXT,
    capacity_volume INTEGER CHECK (capacity_volume > 0),
    capacity_weight INTEGER CHECK (capacity_weight > 0),
    created_at INTEGER NOT NULL,
    retired_at INTEGER,
    row_version INTEGER NOT NULL,
    UNIQUE (manufacturer_id, code),
    UNIQUE (manufacturer_id, gln, gln_extension),
    UNIQUE (manufacturer_id, path)
) STRICT;
