-- What whoever imports says of a file, as JSON; null where nothing is said.
ALTER TABLE imports ADD COLUMN options TEXT;

-- Own-key: mappings that make our columns of somebody else's file, each kept for whoever wrote it.

CREATE TABLE import_mappings (
    principal TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    text TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (principal, name)
);
