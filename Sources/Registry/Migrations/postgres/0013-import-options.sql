-- What whoever imports says of a file, as JSON; null where nothing is said.
ALTER TABLE imports ADD COLUMN options TEXT;
-- When it was taken back.
ALTER TABLE imports ADD COLUMN undone_at BIGINT;

-- Own-key: mappings that make our columns of somebody else's file, each kept for whoever wrote it.

CREATE TABLE import_mappings (
    principal TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    text TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (principal, name)
);

-- Own-key: what an import has changed in the catalogue, and how that was before, as a line that an import reads.

CREATE TABLE import_changes (
    import_id BIGINT NOT NULL,
    row_number BIGINT NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    subject_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    before TEXT,
    PRIMARY KEY (import_id, row_number, subject, subject_id)
);

-- A manufacturer goes only where no batch is left of it.
CREATE INDEX batches_by_manufacturer ON batches (manufacturer_id);
