-- Reference: what models are called in another system of their manufacturer.

CREATE TABLE model_external_ids (
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    external_id TEXT COLLATE "C" NOT NULL,
    model_id BIGINT NOT NULL UNIQUE REFERENCES models (id),
    PRIMARY KEY (manufacturer_id, external_id)
);
