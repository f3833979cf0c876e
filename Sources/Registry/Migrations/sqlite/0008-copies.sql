-- Own-key: the registry that this one is a copy of, until all of it has been copied and compared.

CREATE TABLE unfinished_copies (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    source BLOB NOT NULL,
    started_at INTEGER NOT NULL
) STRICT;
