-- Reference: which parts and accessories belong to a model, to which of its units, and what takes a part's place.

CREATE TABLE part_fits (
    id INTEGER PRIMARY KEY,
    model_id INTEGER NOT NULL REFERENCES models (id),
    part_id INTEGER NOT NULL REFERENCES models (id),
    kind TEXT NOT NULL CHECK (kind IN ('sparePart', 'accessory', 'consumable', 'kit')),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    position TEXT NOT NULL,
    population TEXT,
    note TEXT,
    row_version INTEGER NOT NULL,
    UNIQUE (part_id, model_id, position)
) STRICT;
CREATE INDEX part_fits_by_model ON part_fits (model_id, position, id);
CREATE INDEX part_fits_by_part ON part_fits (part_id, model_id, id);

CREATE TABLE part_supersessions (
    id INTEGER PRIMARY KEY,
    part_id INTEGER NOT NULL REFERENCES models (id),
    successor_id INTEGER NOT NULL REFERENCES models (id),
    two_way INTEGER NOT NULL CHECK (two_way IN (0, 1)),
    reason TEXT,
    since TEXT,
    row_version INTEGER NOT NULL,
    UNIQUE (part_id, successor_id)
) STRICT;
CREATE INDEX part_supersessions_by_successor ON part_supersessions (successor_id, part_id);
