-- Own-key: goods that are set aside for somebody at a place, and how far they are picked. The place is the code of a location.

CREATE TABLE pick_lists (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    location TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C",
    recipient TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at BIGINT,
    row_version BIGINT NOT NULL
);
CREATE INDEX pick_lists_by_time ON pick_lists (manufacturer_id, created_at, id);
CREATE INDEX pick_lists_open ON pick_lists (manufacturer_id, closed_at);
CREATE INDEX pick_lists_by_location ON pick_lists (manufacturer_id, location, created_at, id);
CREATE INDEX pick_lists_by_reference ON pick_lists (manufacturer_id, reference);

-- What a list asks for: a unit by its number, or so many of a model, perhaps of one batch. A batch of 0 is any.

CREATE TABLE pick_lines (
    pick_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    unit_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    batch_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    strategy TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (pick_id, ordinal)
);

-- What is set aside for it: units by their keys, with the place in their batch where they have one, parts of batches, and pieces.
-- What is picked or has left is a row of its own. What is freed again has none.

CREATE TABLE pick_items (
    pick_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    manufacturer_id BIGINT NOT NULL,
    line BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    model_id BIGINT NOT NULL,
    unit_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    batch_id BIGINT NOT NULL,
    first_sequence BIGINT,
    last_sequence BIGINT,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    place TEXT COLLATE "C" NOT NULL,
    container_model_id BIGINT,
    container_serial TEXT COLLATE "C",
    disposition TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (pick_id, ordinal)
);
CREATE INDEX pick_items_of_list ON pick_items (pick_id, unit_key);
CREATE INDEX pick_items_by_unit ON pick_items (model_id, unit_key);
CREATE INDEX pick_items_by_batch ON pick_items (batch_id, last_sequence);
CREATE INDEX pick_items_pieces ON pick_items (manufacturer_id, model_id, state) WHERE kind = 'pieces';

-- What was scanned. A scan is known by the number that its scanner gave it, or by its time and text, so that a list that comes
-- twice counts once. A model of 0 is none.

CREATE TABLE pick_scans (
    pick_id BIGINT NOT NULL,
    scan_key TEXT COLLATE "C" NOT NULL,
    scanned_at BIGINT NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    model_id BIGINT NOT NULL,
    unit_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    quantity BIGINT NOT NULL,
    line BIGINT,
    result TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C",
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (pick_id, scan_key)
);
CREATE INDEX pick_scans_by_time ON pick_scans (pick_id, scanned_at, scan_key);

-- The list whose goods a shipment takes.

ALTER TABLE shipments ADD COLUMN pick_id BIGINT;
