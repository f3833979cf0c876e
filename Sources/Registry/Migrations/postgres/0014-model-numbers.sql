-- Reference: what else a model is called. A text that stands for several numbers is found by what these begin with.

CREATE TABLE model_aliases (
    model_id BIGINT NOT NULL REFERENCES models (id),
    number TEXT COLLATE "C" NOT NULL,
    number_key TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('former', 'variant')),
    PRIMARY KEY (model_id, number)
);
CREATE INDEX model_aliases_by_key ON model_aliases (number_key);

CREATE TABLE model_families (
    beginning TEXT COLLATE "C" NOT NULL,
    model_id BIGINT NOT NULL REFERENCES models (id),
    number TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (beginning, model_id, number)
);
CREATE INDEX model_families_by_model ON model_families (model_id, number);
