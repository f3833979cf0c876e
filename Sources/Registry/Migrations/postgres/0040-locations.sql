-- Reference: where a manufacturer's goods can stand, a tree. `path` is the codes from the site down, with U+0001 between, so that
-- what stands below a location is a range, and the order is that of the tree. Events name places as texts: what they say stays.

CREATE TABLE locations (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    code TEXT COLLATE "C" NOT NULL,
    gln TEXT COLLATE "C",
    gln_extension TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    parent_id BIGINT,
    path TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C",
    capacity_volume BIGINT CHECK (capacity_volume > 0),
    capacity_weight BIGINT CHECK (capacity_weight > 0),
    created_at BIGINT NOT NULL,
    retired_at BIGINT,
    row_version BIGINT NOT NULL,
    UNIQUE (manufacturer_id, code),
    UNIQUE (manufacturer_id, gln, gln_extension),
    UNIQUE (manufacturer_id, path)
);
