-- Reference: what registering a model's units takes. The document is JSON; model 0 stands for all of the manufacturer.

CREATE TABLE registration_rules (
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    model_id INTEGER NOT NULL,
    document TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    PRIMARY KEY (manufacturer_id, model_id)
) STRICT, WITHOUT ROWID;

-- Unit-keyed: who has said that a unit is theirs, and what became of it. The column serial is empty where it equals
-- serial_key.

CREATE TABLE registrations (
    model_id INTEGER NOT NULL,
    serial_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    id INTEGER NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    party_id INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'disputed', 'valid', 'refused', 'withdrawn', 'expired')),
    evidence TEXT NOT NULL CHECK (evidence IN ('none', 'ownerCode', 'proof', 'staff', 'handover')),
    purchased_on TEXT,
    seller TEXT,
    reason TEXT,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    event_id INTEGER,
    PRIMARY KEY (model_id, serial_key, serial, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX registrations_party ON registrations (party_id, made_at, id);
CREATE INDEX registrations_state ON registrations (manufacturer_id, state, expires_at, id);

-- Unit-keyed: an owner lets a unit go to whoever has the code; of the code only SHA-256 is kept.

CREATE TABLE handovers (
    model_id INTEGER NOT NULL,
    serial_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    id INTEGER NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    from_party INTEGER NOT NULL,
    to_party INTEGER,
    code_hash BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'cancelled')),
    released_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    event_id INTEGER,
    PRIMARY KEY (model_id, serial_key, serial, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX handovers_from ON handovers (from_party, released_at, id);
CREATE INDEX handovers_to ON handovers (to_party, released_at, id);

-- Own-key: codes by which anybody is told that a unit has an owner whom the registry knows; nothing of who.

CREATE TABLE ownership_proofs (
    code_hash BLOB PRIMARY KEY,
    id INTEGER NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    serial TEXT NOT NULL,
    party_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX ownership_proofs_party ON ownership_proofs (party_id, created_at, id);
