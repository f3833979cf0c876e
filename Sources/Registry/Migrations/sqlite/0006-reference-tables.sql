-- Reference: published tables that somebody has put in the place of those built in. The id is another after each change.

CREATE TABLE reference_tables (
    kind TEXT PRIMARY KEY,
    id INTEGER NOT NULL,
    version TEXT NOT NULL,
    source TEXT NOT NULL,
    notice TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    replaced_by TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;
