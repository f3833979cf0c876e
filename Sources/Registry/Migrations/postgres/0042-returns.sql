-- Own-key: units that customers send back, from the promise to take them until what became of them. What happened to the unit is in
-- the ledger; the notes can be erased.

CREATE TABLE goods_returns (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    unit_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C",
    location TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    authorized_at BIGINT NOT NULL,
    authorized_by TEXT COLLATE "C" NOT NULL,
    row_version BIGINT NOT NULL
);
CREATE INDEX goods_returns_by_openness ON goods_returns (manufacturer_id, is_open, authorized_at, id);
CREATE INDEX goods_returns_by_location ON goods_returns (manufacturer_id, location, authorized_at, id)
    WHERE location IS NOT NULL;
CREATE INDEX goods_returns_by_unit ON goods_returns (model_id, unit_key, serial);

CREATE TABLE return_steps (
    return_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    step TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C",
    PRIMARY KEY (return_id, ordinal)
);
