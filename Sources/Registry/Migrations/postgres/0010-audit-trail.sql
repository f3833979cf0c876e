-- Contracts: a program that does not know these columns and tables would write entries that commit to nothing, and events
-- of which a person's export and erasure do not know.

-- Own-key: the audit trail in the ledger's canonical form. Entries from before this migration commit to nothing.

ALTER TABLE audit_trail ADD COLUMN party_id BIGINT;
ALTER TABLE audit_trail ADD COLUMN request_id TEXT COLLATE "C";
ALTER TABLE audit_trail ADD COLUMN salt BYTEA;
ALTER TABLE audit_trail ADD COLUMN leaf BYTEA;
ALTER TABLE audit_trail ADD COLUMN reason TEXT COLLATE "C";
ALTER TABLE audit_trail ADD COLUMN reason_salt BYTEA;
ALTER TABLE audit_trail ADD COLUMN reason_commitment BYTEA;
ALTER TABLE audit_trail ADD COLUMN network TEXT COLLATE "C";
ALTER TABLE audit_trail ADD COLUMN network_salt BYTEA;
ALTER TABLE audit_trail ADD COLUMN network_commitment BYTEA;
CREATE INDEX audit_trail_by_manufacturer ON audit_trail (manufacturer_id, at, id);
CREATE INDEX audit_trail_by_principal ON audit_trail (principal, at, id);
CREATE INDEX audit_trail_by_action ON audit_trail (action, at, id);
CREATE INDEX audit_trail_by_subject ON audit_trail (subject, at, id);
CREATE INDEX audit_trail_by_party ON audit_trail (party_id, at, id) WHERE party_id IS NOT NULL;
CREATE INDEX audit_trail_with_reason ON audit_trail (at, id) WHERE reason IS NOT NULL;
CREATE INDEX audit_trail_with_network ON audit_trail (at, id) WHERE network IS NOT NULL;

-- Own-key: people.

CREATE TABLE party_events (
    party_id BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    PRIMARY KEY (party_id, event_id)
);
INSERT INTO party_events (party_id, event_id)
SELECT CAST(CAST(details AS JSON) ->> 'owningParty' AS BIGINT), id
  FROM events
 WHERE details LIKE '%"owningParty"%'
   AND CAST(details AS JSON) ->> 'owningParty' IS NOT NULL;
CREATE INDEX parties_by_age ON parties (created_at, id) WHERE erased_at IS NULL;

-- Own-key: how long what is kept for a time is kept, where that is not as the program has it.

CREATE TABLE retention_rules (
    rule TEXT COLLATE "C" PRIMARY KEY,
    days BIGINT NOT NULL CHECK (days > 0),
    is_on BIGINT NOT NULL CHECK (is_on IN (0, 1)),
    changed_at BIGINT NOT NULL
);
