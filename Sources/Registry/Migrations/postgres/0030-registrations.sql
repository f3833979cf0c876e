-- Reference: what registering a model's units takes. The document is JSON; model 0 stands for all of the manufacturer.

CREATE TABLE registration_rules (
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    model_id BIGINT NOT NULL,
    document TEXT COLLATE "C" NOT NULL,
    set_at BIGINT NOT NULL,
    set_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (manufacturer_id, model_id)
);

-- Unit-keyed: who has said that a unit is theirs, and what became of it. The column serial is empty where it equals
-- serial_key.

CREATE TABLE registrations (
    model_id BIGINT NOT NULL,
    serial_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    id BIGINT NOT NULL,
    manufacturer_id BIGINT NOT NULL,
    party_id BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'disputed', 'valid', 'refused', 'withdrawn', 'expired')),
    evidence TEXT COLLATE "C" NOT NULL CHECK (evidence IN ('none', 'ownerCode', 'proof', 'staff', 'handover')),
    purchased_on TEXT COLLATE "C",
    seller TEXT COLLATE "C",
    reason TEXT COLLATE "C",
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    event_id BIGINT,
    PRIMARY KEY (model_id, serial_key, serial, id)
);

CREATE INDEX registrations_party ON registrations (party_id, made_at, id);
CREATE INDEX registrations_state ON registrations (manufacturer_id, state, expires_at, id);

-- Unit-keyed: an owner lets a unit go to whoever has the code; of the code only SHA-256 is kept.

CREATE TABLE handovers (
    model_id BIGINT NOT NULL,
    serial_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    id BIGINT NOT NULL,
    manufacturer_id BIGINT NOT NULL,
    from_party BIGINT NOT NULL,
    to_party BIGINT,
    code_hash BYTEA NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'accepted', 'cancelled')),
    released_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    event_id BIGINT,
    PRIMARY KEY (model_id, serial_key, serial, id)
);

CREATE INDEX handovers_from ON handovers (from_party, released_at, id);
CREATE INDEX handovers_to ON handovers (to_party, released_at, id);

-- Own-key: codes by which anybody is told that a unit has an owner whom the registry knows; nothing of who.

CREATE TABLE ownership_proofs (
    code_hash BYTEA PRIMARY KEY,
    id BIGINT NOT NULL,
    manufacturer_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    party_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE INDEX ownership_proofs_party ON ownership_proofs (party_id, created_at, id);
