-- Reference: what is to be done on units in use, and when. A document is JSON; what is chosen by stands beside it. Of each
-- plan the version that is not retired holds.

CREATE TABLE maintenance_plans (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    scope TEXT COLLATE "C" NOT NULL CHECK (scope IN ('all', 'category', 'line', 'model')),
    target TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    document TEXT COLLATE "C" NOT NULL,
    set_at BIGINT NOT NULL,
    set_by TEXT COLLATE "C" NOT NULL,
    retired_at BIGINT,
    UNIQUE (manufacturer_id, scope, target, name, version)
);

-- Own-key: addresses under which a calendar program reads what is due: at a site, or on an owner's units. Of the secret in the
-- address only the hash is kept.

CREATE TABLE maintenance_calendars (
    id BIGINT PRIMARY KEY,
    secret_hash BYTEA NOT NULL UNIQUE,
    manufacturer_id BIGINT NOT NULL,
    party_id BIGINT,
    site TEXT COLLATE "C",
    made_at BIGINT NOT NULL,
    made_by TEXT COLLATE "C" NOT NULL,
    ended_at BIGINT,
    CHECK ((party_id IS NULL) <> (site IS NULL))
);
CREATE INDEX maintenance_calendars_by_site ON maintenance_calendars (manufacturer_id, site, made_at) WHERE site IS NOT NULL;
CREATE INDEX maintenance_calendars_by_party ON maintenance_calendars (party_id) WHERE party_id IS NOT NULL;
