-- Contracts: a program that does not know these tables would write models that nobody finds.

-- Reference: the words by which models and their manufacturers are found, folded, each once. They are made of the
-- catalogue's own columns, by the program: catalogue_versions says by which version of its rules, 0 for none yet.

CREATE TABLE model_words (
    word TEXT NOT NULL,
    model_id INTEGER NOT NULL REFERENCES models (id),
    PRIMARY KEY (word, model_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE manufacturer_words (
    word TEXT NOT NULL,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    PRIMARY KEY (word, manufacturer_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE catalogue_versions ADD COLUMN words_version INTEGER NOT NULL DEFAULT 0;

-- The orders in which models are shown beside that of their numbers.
CREATE INDEX models_by_name ON models (name, id) WHERE name IS NOT NULL;
CREATE INDEX models_by_release ON models (released_on, id) WHERE released_on IS NOT NULL;

-- What belongs to no category is found beside what belongs to one.
UPDATE model_specifications SET category = '' WHERE category IS NULL;
