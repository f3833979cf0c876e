-- Contracts: a program that does not know these columns and tables would write entries that commit to nothing, and events
-- of which a person's export and erasure do not know.

-- Own-key: the audit trail in the ledger's canonical form. Entries from before this migration commit to nothing.

ALTER TABLE audit_trail ADD COLUMN party_id INTEGER;
ALTER TABLE audit_trail ADD COLUMN request_id TEXT;
ALTER TABLE audit_trail ADD COLUMN salt BLOB;
ALTER TABLE audit_trail ADD COLUMN leaf BLOB;
ALTER TABLE audit_trail ADD COLUMN reason TEXT;
ALTER TABLE audit_trail ADD COLUMN reason_salt BLOB;
ALTER TABLE audit_trail ADD COLUMN reason_commitment BLOB;
ALTER TABLE audit_trail ADD COLUMN network TEXT;
ALTER TABLE audit_trail ADD COLUMN network_salt BLOB;
ALTER TABLE audit_trail ADD COLUMN network_commitment BLOB;
CREATE INDEX audit_trail_by_manufacturer ON audit_trail (manufacturer_id, at, id);
CREATE INDEX audit_trail_by_principal ON audit_trail (principal, at, id);
CREATE INDEX audit_trail_by_action ON audit_trail (action, at, id);
CREATE INDEX audit_trail_by_subject ON audit_trail (subject, at, id);
CREATE INDEX audit_trail_by_party ON audit_trail (party_id, at, id) WHERE party_id IS NOT NULL;
CREATE INDEX audit_trail_with_reason ON audit_trail (at, id) WHERE reason IS NOT NULL;
CREATE INDEX audit_trail_with_network ON audit_trail (at, id) WHERE network IS NOT NULL;

-- Own-key: people.

CREATE TABLE party_events (
    party_id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    PRIMARY KEY (party_id, event_id)
) STRICT, WITHOUT ROWID;
INSERT INTO party_events (party_id, event_id)
SELECT CAST(json_extract(details, '$.owningParty') AS INTEGER), id
  FROM events
 WHERE details IS NOT NULL
   AND json_extract(details, '$.owningParty') IS NOT NULL;
CREATE INDEX parties_by_age ON parties (created_at, id) WHERE erased_at IS NULL;

-- Own-key: how long what is kept for a time is kept, where that is not as the program has it.

CREATE TABLE retention_rules (
    rule TEXT PRIMARY KEY,
    days INTEGER NOT NULL CHECK (days > 0),
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
