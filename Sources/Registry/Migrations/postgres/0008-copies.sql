-- Own-key: the registry that this one is a copy of, until all of it has been copied and compared.

CREATE TABLE unfinished_copies (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    source BYTEA NOT NULL,
    started_at BIGINT NOT NULL
);
