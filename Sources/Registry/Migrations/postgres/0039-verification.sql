-- Reference: from where on what is asked about a unit speaks for copies of it. The document is JSON; model 0 stands for all of the
-- manufacturer.

CREATE TABLE verification_rules (
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    model_id BIGINT NOT NULL,
    document TEXT COLLATE "C" NOT NULL,
    set_at BIGINT NOT NULL,
    set_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (manufacturer_id, model_id)
);

-- Reference: the keys that sign labels. The public half is for everybody; the other is sealed under the master key.

CREATE TABLE signing_keys (
    id BIGINT NOT NULL PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    public_key BYTEA NOT NULL,
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    retired_at BIGINT
);

CREATE INDEX signing_keys_by_manufacturer ON signing_keys (manufacturer_id);

-- Own-key: who has asked whether a unit is real: when, from which country, by which door. Of the asker there is only a hash under
-- the day's key. A unit's scans lie together.

CREATE TABLE scans (
    unit_key TEXT COLLATE "C" NOT NULL,
    id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    manufacturer_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    region TEXT COLLATE "C",
    channel TEXT COLLATE "C" NOT NULL,
    asker BYTEA NOT NULL,
    is_trusted BIGINT NOT NULL CHECK (is_trusted IN (0, 1)),
    code TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (unit_key, model_id, serial, at, id)
);

CREATE INDEX scans_by_time ON scans (at, id);

-- Own-key: how many scans of a unit have been forgotten, and since when there were any.

CREATE TABLE scan_tallies (
    unit_key TEXT COLLATE "C" NOT NULL,
    model_id BIGINT NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    count BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    PRIMARY KEY (unit_key, model_id, serial)
);

-- Own-key: units of which there may be copies, until somebody has looked into it.

CREATE TABLE copy_reviews (
    unit_key TEXT COLLATE "C" NOT NULL,
    id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    manufacturer_id BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'cleared')),
    signals TEXT COLLATE "C" NOT NULL,
    opened_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (unit_key, id)
);

CREATE INDEX copy_reviews_by_unit ON copy_reviews (unit_key, model_id, serial, opened_at, id);
CREATE INDEX copy_reviews_by_state ON copy_reviews (manufacturer_id, state, opened_at, id);

-- Own-key: the keys of today and yesterday by which askers are hashed, sealed under the master key.

CREATE TABLE scan_keys (
    day BIGINT NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL
);
