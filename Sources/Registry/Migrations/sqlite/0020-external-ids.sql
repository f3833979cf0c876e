-- Reference: what models are called in another system of their manufacturer.

CREATE TABLE model_external_ids (
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    external_id TEXT NOT NULL,
    model_id INTEGER NOT NULL UNIQUE REFERENCES models (id),
    PRIMARY KEY (manufacturer_id, external_id)
) STRICT, WITHOUT ROWID;
