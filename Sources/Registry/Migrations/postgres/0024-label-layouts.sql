-- Reference: layouts that manufacturers have made for their own labels. What a list tells stands before the text, in which
-- pictures lie: it is read without it.

CREATE TABLE label_layouts (
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    name TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    about TEXT COLLATE "C" NOT NULL,
    size TEXT COLLATE "C" NOT NULL,
    fields TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (manufacturer_id, name)
);
