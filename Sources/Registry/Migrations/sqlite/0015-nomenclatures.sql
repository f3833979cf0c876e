-- Reference: how manufacturers build model numbers.

CREATE TABLE nomenclatures (
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    published INTEGER NOT NULL CHECK (published IN (0, 1)),
    row_version INTEGER NOT NULL,
    PRIMARY KEY (manufacturer_id, name)
) STRICT, WITHOUT ROWID;
