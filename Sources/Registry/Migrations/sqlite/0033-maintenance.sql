-- Reference: what is to be done on units in use, and when. A document is JSON; what is chosen by stands beside it. Of each
-- plan the version that is not retired holds.

CREATE TABLE maintenance_plans (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    scope TEXT NOT NULL CHECK (scope IN ('all', 'category', 'line', 'model')),
    target TEXT NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    document TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    retired_at INTEGER,
    UNIQUE (manufacturer_id, scope, target, name, version)
) STRICT;

-- Own-key: addresses under which a calendar program reads what is due: at a site, or on an owner's units. Of the secret in the
-- address only the hash is kept.

CREATE TABLE maintenance_calendars (
    id INTEGER PRIMARY KEY,
    secret_hash BLOB NOT NULL UNIQUE,
    manufacturer_id INTEGER NOT NULL,
    party_id INTEGER,
    site TEXT,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    ended_at INTEGER,
    CHECK ((party_id IS NULL) <> (site IS NULL))
) STRICT;
CREATE INDEX maintenance_calendars_by_site ON maintenance_calendars (manufacturer_id, site, made_at) WHERE site IS NOT NULL;
CREATE INDEX maintenance_calendars_by_party ON maintenance_calendars (party_id) WHERE party_id IS NOT NULL;
