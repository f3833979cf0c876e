-- Reference: from where on what is asked about a unit speaks for copies of it. The document is JSON; model 0 stands for all of the
-- manufacturer.

CREATE TABLE verification_rules (
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    model_id INTEGER NOT NULL,
    document TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    PRIMARY KEY (manufacturer_id, model_id)
) STRICT, WITHOUT ROWID;

-- Reference: the keys that sign labels. The public half is for everybody; the other is sealed under the master key.

CREATE TABLE signing_keys (
    id INTEGER NOT NULL PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    public_key BLOB NOT NULL,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    retired_at INTEGER
) STRICT;

CREATE INDEX signing_keys_by_manufacturer ON signing_keys (manufacturer_id);

-- Own-key: who has asked whether a unit is real: when, from which country, by which door. Of the asker there is only a hash under
-- the day's key. A unit's scans lie together.

CREATE TABLE scans (
    unit_key TEXT NOT NULL,
    id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    serial TEXT NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    region TEXT,
    channel TEXT NOT NULL,
    asker BLOB NOT NULL,
    is_trusted INTEGER NOT NULL CHECK (is_trusted IN (0, 1)),
    code TEXT NOT NULL,
    PRIMARY KEY (unit_key, model_id, serial, at, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX scans_by_time ON scans (at, id);

-- Own-key: how many scans of a unit have been forgotten, and since when there were any.

CREATE TABLE scan_tallies (
    unit_key TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    serial TEXT NOT NULL,
    count INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    PRIMARY KEY (unit_key, model_id, serial)
) STRICT, WITHOUT ROWID;

-- Own-key: units of which there may be copies, until somebody has looked into it.

CREATE TABLE copy_reviews (
    unit_key TEXT NOT NULL,
    id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    serial TEXT NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'cleared')),
    signals TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (unit_key, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX copy_reviews_by_unit ON copy_reviews (unit_key, model_id, serial, opened_at, id);
CREATE INDEX copy_reviews_by_state ON copy_reviews (manufacturer_id, state, opened_at, id);

-- Own-key: the keys of today and yesterday by which askers are hashed, sealed under the master key.

CREATE TABLE scan_keys (
    day INTEGER NOT NULL PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;
