-- Reference: what else a model is called. A text that stands for several numbers is found by what these begin with.

CREATE TABLE model_aliases (
    model_id INTEGER NOT NULL REFERENCES models (id),
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('former', 'variant')),
    PRIMARY KEY (model_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_aliases_by_key ON model_aliases (number_key);

CREATE TABLE model_families (
    beginning TEXT NOT NULL,
    model_id INTEGER NOT NULL REFERENCES models (id),
    number TEXT NOT NULL,
    PRIMARY KEY (beginning, model_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_families_by_model ON model_families (model_id, number);
