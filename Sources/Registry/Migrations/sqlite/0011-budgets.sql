-- Own-key: what servers on this database have taken of askers' budgets since a moment; the asker as a hash. One process
-- has the file: it keeps budgets in memory, and the table stays empty.

CREATE TABLE lookup_budgets (
    subject BLOB PRIMARY KEY,
    since INTEGER NOT NULL,
    leased INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX lookup_budgets_by_time ON lookup_budgets (since);
