-- Own-key: units that customers send back, from the promise to take them until what became of them. What happened to the unit is in
-- the ledger; the notes can be erased.

CREATE TABLE goods_returns (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    unit_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    reason TEXT NOT NULL,
    reference TEXT,
    location TEXT,
    state TEXT NOT NULL,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    authorized_at INTEGER NOT NULL,
    authorized_by TEXT NOT NULL,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX goods_returns_by_openness ON goods_returns (manufacturer_id, is_open, authorized_at, id);
CREATE INDEX goods_returns_by_location ON goods_returns (manufacturer_id, location, authorized_at, id)
    WHERE location IS NOT NULL;
CREATE INDEX goods_returns_by_unit ON goods_returns (model_id, unit_key, serial);

CREATE TABLE return_steps (
    return_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    step TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (return_id, ordinal)
) STRICT, WITHOUT ROWID;
