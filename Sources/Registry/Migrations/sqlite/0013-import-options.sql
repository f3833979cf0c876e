-- What whoever imports says of a file, as JSON; null where nothing is said.
ALTER TABLE imports ADD COLUMN options TEXT;
-- When it was taken back.
ALTER TABLE imports ADD COLUMN undone_at INTEGER;

-- Own-key: mappings that make our columns of somebody else's file, each kept for whoever wrote it.

CREATE TABLE import_mappings (
    principal TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (principal, name)
) STRICT, WITHOUT ROWID;

-- Own-key: what an import has changed in the catalogue, and how that was before, as a line that an import reads.

CREATE TABLE import_changes (
    import_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    subject TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    before TEXT,
    PRIMARY KEY (import_id, row_number, subject, subject_id)
) STRICT, WITHOUT ROWID;

-- A manufacturer goes only where no batch is left of it.
CREATE INDEX batches_by_manufacturer ON batches (manufacturer_id);
