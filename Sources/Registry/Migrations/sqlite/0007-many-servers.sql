-- Unit-keyed. When the latest event that touched a unit was recorded (unknown of rows that are older than this column),
-- and how often its row has changed: who changes it names the version that was read.

ALTER TABLE units ADD COLUMN recorded_at INTEGER;
ALTER TABLE units ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

-- Own-key: one row, which changes with every change of the catalogue, by which a server learns that what it knows of it
-- is old.

CREATE TABLE catalogue_versions (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO catalogue_versions (id, version) VALUES (1, 0);
