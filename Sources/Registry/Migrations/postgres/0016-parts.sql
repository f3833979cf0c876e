-- Reference: which parts and accessories belong to a model, to which of its units, and what takes a part's place.

CREATE TABLE part_fits (
    id BIGINT PRIMARY KEY,
    model_id BIGINT NOT NULL REFERENCES models (id),
    part_id BIGINT NOT NULL REFERENCES models (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('sparePart', 'accessory', 'consumable', 'kit')),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    position TEXT COLLATE "C" NOT NULL,
    population TEXT COLLATE "C",
    note TEXT COLLATE "C",
    row_version BIGINT NOT NULL,
    UNIQUE (part_id, model_id, position)
);
CREATE INDEX part_fits_by_model ON part_fits (model_id, position, id);
CREATE INDEX part_fits_by_part ON part_fits (part_id, model_id, id);

CREATE TABLE part_supersessions (
    id BIGINT PRIMARY KEY,
    part_id BIGINT NOT NULL REFERENCES models (id),
    successor_id BIGINT NOT NULL REFERENCES models (id),
    two_way BIGINT NOT NULL CHECK (two_way IN (0, 1)),
    reason TEXT COLLATE "C",
    since TEXT COLLATE "C",
    row_version BIGINT NOT NULL,
    UNIQUE (part_id, successor_id)
);
CREATE INDEX part_supersessions_by_successor ON part_supersessions (successor_id, part_id);
