-- Reference: layouts that manufacturers have made for their own labels. What a list tells stands before the text, in which
-- pictures lie: it is read without it.

CREATE TABLE label_layouts (
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    about TEXT NOT NULL,
    size TEXT NOT NULL,
    fields TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (manufacturer_id, name)
) STRICT;
