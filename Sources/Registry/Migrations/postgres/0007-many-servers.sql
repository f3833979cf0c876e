-- Unit-keyed. When the latest event that touched a unit was recorded (unknown of rows that are older than this column),
-- and how often its row has changed: who changes it names the version that was read.

ALTER TABLE units ADD COLUMN recorded_at BIGINT;
ALTER TABLE units ADD COLUMN version BIGINT NOT NULL DEFAULT 0;

-- Own-key: one row, which changes with every change of the catalogue, by which a server learns that what it knows of it
-- is old.

CREATE TABLE catalogue_versions (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL
);
INSERT INTO catalogue_versions (id, version) VALUES (1, 0);

-- Own-key: the ledger. Events get their positions after they are committed, so some have none yet.

DROP INDEX events_by_position;
CREATE INDEX events_by_position ON events (position) WHERE position IS NOT NULL;
CREATE INDEX events_unnumbered ON events (record_time, id) WHERE position IS NULL;
