-- Own-key: goods that are set aside for somebody at a place, and how far they are picked. The place is the code of a location.

CREATE TABLE pick_lists (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    location TEXT NOT NULL,
    reference TEXT,
    recipient TEXT,
    state TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    closed_at INTEGER,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX pick_lists_by_time ON pick_lists (manufacturer_id, created_at, id);
CREATE INDEX pick_lists_open ON pick_lists (manufacturer_id, closed_at);
CREATE INDEX pick_lists_by_location ON pick_lists (manufacturer_id, location, created_at, id);
CREATE INDEX pick_lists_by_reference ON pick_lists (manufacturer_id, reference);

-- What a list asks for: a unit by its number, or so many of a model, perhaps of one batch. A batch of 0 is any.

CREATE TABLE pick_lines (
    pick_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    unit_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    batch_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    strategy TEXT NOT NULL,
    PRIMARY KEY (pick_id, ordinal)
) STRICT, WITHOUT ROWID;

-- What is set aside for it: units by their keys, with the place in their batch where they have one, parts of batches, and pieces.
-- What is picked or has left is a row of its own. What is freed again has none.

CREATE TABLE pick_items (
    pick_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    kind TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    unit_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    batch_id INTEGER NOT NULL,
    first_sequence INTEGER,
    last_sequence INTEGER,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    place TEXT NOT NULL,
    container_model_id INTEGER,
    container_serial TEXT,
    disposition TEXT,
    state TEXT NOT NULL,
    PRIMARY KEY (pick_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX pick_items_of_list ON pick_items (pick_id, unit_key);
CREATE INDEX pick_items_by_unit ON pick_items (model_id, unit_key);
CREATE INDEX pick_items_by_batch ON pick_items (batch_id, last_sequence);
CREATE INDEX pick_items_pieces ON pick_items (manufacturer_id, model_id, state) WHERE kind = 'pieces';

-- What was scanned. A scan is known by the number that its scanner gave it, or by its time and text, so that a list that comes
-- twice counts once. A model of 0 is none.

CREATE TABLE pick_scans (
    pick_id INTEGER NOT NULL,
    scan_key TEXT NOT NULL,
    scanned_at INTEGER NOT NULL,
    text TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    unit_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    line INTEGER,
    result TEXT NOT NULL,
    reason TEXT,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (pick_id, scan_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX pick_scans_by_time ON pick_scans (pick_id, scanned_at, scan_key);

-- The list whose goods a shipment takes.

ALTER TABLE shipments ADD COLUMN pick_id INTEGER;
