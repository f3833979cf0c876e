-- Own-key: what is sent from a place to another. Places are the codes of locations. One that is open has no `closed_at`.

CREATE TABLE shipments (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    reference TEXT,
    source TEXT NOT NULL,
    destination TEXT NOT NULL,
    state TEXT NOT NULL,
    expected_at INTEGER,
    shipped_at INTEGER,
    received_at INTEGER,
    closed_at INTEGER,
    created_at INTEGER NOT NULL,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX shipments_by_time ON shipments (manufacturer_id, created_at, id);
CREATE INDEX shipments_by_state ON shipments (manufacturer_id, state, created_at, id);
CREATE INDEX shipments_open ON shipments (manufacturer_id, closed_at, created_at, id);
CREATE INDEX shipments_by_source ON shipments (manufacturer_id, source, created_at, id);
CREATE INDEX shipments_by_destination ON shipments (manufacturer_id, destination, created_at, id);
CREATE INDEX shipments_by_reference ON shipments (manufacturer_id, reference);

-- What is announced. A line names a unit, a case or pallet, a part of a batch, or so many pieces of a model; a batch of 0 is
-- none. Of a unit of a batch its place there is both the first and the last sequence number.

CREATE TABLE shipment_lines (
    shipment_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    unit_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    batch_id INTEGER NOT NULL,
    first_sequence INTEGER,
    last_sequence INTEGER,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    received INTEGER NOT NULL,
    is_open INTEGER NOT NULL,
    PRIMARY KEY (shipment_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX shipment_lines_of_shipment ON shipment_lines (shipment_id, unit_key);
CREATE INDEX shipment_lines_by_unit ON shipment_lines (model_id, unit_key);
CREATE INDEX shipment_lines_by_batch ON shipment_lines (batch_id, kind, is_open, first_sequence);

-- What was scanned at the destination. A scan is known by the number that its scanner gave it, or by its time and text, so that
-- a list that comes twice counts once. A model of 0 is none.

CREATE TABLE shipment_scans (
    shipment_id INTEGER NOT NULL,
    scan_key TEXT NOT NULL,
    scanned_at INTEGER NOT NULL,
    text TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    unit_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    line INTEGER,
    verdict TEXT NOT NULL,
    reason TEXT,
    is_damaged INTEGER NOT NULL,
    is_received INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (shipment_id, scan_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX shipment_scans_by_unit ON shipment_scans (shipment_id, unit_key);
CREATE INDEX shipment_scans_by_time ON shipment_scans (shipment_id, scanned_at, scan_key);

-- Own-key: where what stands or came somewhere is not what was known or announced, until somebody has settled it.

CREATE TABLE stock_discrepancies (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    shipment_id INTEGER,
    kind TEXT NOT NULL,
    line INTEGER,
    model_id INTEGER NOT NULL,
    unit_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    batch_id INTEGER NOT NULL,
    text TEXT,
    expected INTEGER NOT NULL,
    actual INTEGER NOT NULL,
    place TEXT NOT NULL,
    other_place TEXT,
    owner_id INTEGER,
    reason TEXT,
    resolution TEXT,
    opened_at INTEGER NOT NULL,
    resolved_at INTEGER,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX stock_discrepancies_of_shipment ON stock_discrepancies (shipment_id, kind, unit_key);
CREATE INDEX stock_discrepancies_by_time ON stock_discrepancies (manufacturer_id, opened_at, id);
CREATE INDEX stock_discrepancies_open ON stock_discrepancies (manufacturer_id, resolved_at, opened_at, id);
