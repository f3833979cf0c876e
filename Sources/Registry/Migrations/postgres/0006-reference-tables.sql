-- Reference: published tables that somebody has put in the place of those built in. The id is another after each change.

CREATE TABLE reference_tables (
    kind TEXT COLLATE "C" PRIMARY KEY,
    id BIGINT NOT NULL,
    version TEXT NOT NULL,
    source TEXT NOT NULL,
    notice TEXT NOT NULL,
    sha256 BYTEA NOT NULL,
    size BIGINT NOT NULL,
    replaced_at BIGINT NOT NULL,
    replaced_by TEXT NOT NULL,
    content BYTEA NOT NULL
);
