-- Reference: how manufacturers build model numbers.

CREATE TABLE nomenclatures (
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    name TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    published BIGINT NOT NULL CHECK (published IN (0, 1)),
    row_version BIGINT NOT NULL,
    PRIMARY KEY (manufacturer_id, name)
);
