-- Own-key: what servers on this database have taken of askers' budgets since a moment; the asker as a hash.

CREATE TABLE lookup_budgets (
    subject BYTEA PRIMARY KEY,
    since BIGINT NOT NULL,
    leased BIGINT NOT NULL
);
CREATE INDEX lookup_budgets_by_time ON lookup_budgets (since);
