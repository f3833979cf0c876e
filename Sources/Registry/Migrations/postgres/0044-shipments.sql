-- Own-key: what is sent from a place to another. Places are the codes of locations. One that is open has no `closed_at`.

CREATE TABLE shipments (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    reference TEXT COLLATE "C",
    source TEXT COLLATE "C" NOT NULL,
    destination TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    expected_at BIGINT,
    shipped_at BIGINT,
    received_at BIGINT,
    closed_at BIGINT,
    created_at BIGINT NOT NULL,
    row_version BIGINT NOT NULL
);
CREATE INDEX shipments_by_time ON shipments (manufacturer_id, created_at, id);
CREATE INDEX shipments_by_state ON shipments (manufacturer_id, state, created_at, id);
CREATE INDEX shipments_open ON shipments (manufacturer_id, closed_at, created_at, id);
CREATE INDEX shipments_by_source ON shipments (manufacturer_id, source, created_at, id);
CREATE INDEX shipments_by_destination ON shipments (manufacturer_id, destination, created_at, id);
CREATE INDEX shipments_by_reference ON shipments (manufacturer_id, reference);

-- What is announced. A line names a unit, a case or pallet, a part of a batch, or so many pieces of a model; a batch of 0 is
-- none. Of a unit of a batch its place there is both the first and the last sequence number.

CREATE TABLE shipment_lines (
    shipment_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    model_id BIGINT NOT NULL,
    unit_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    batch_id BIGINT NOT NULL,
    first_sequence BIGINT,
    last_sequence BIGINT,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    received BIGINT NOT NULL,
    is_open BIGINT NOT NULL,
    PRIMARY KEY (shipment_id, ordinal)
);
CREATE INDEX shipment_lines_of_shipment ON shipment_lines (shipment_id, unit_key);
CREATE INDEX shipment_lines_by_unit ON shipment_lines (model_id, unit_key);
CREATE INDEX shipment_lines_by_batch ON shipment_lines (batch_id, kind, is_open, first_sequence);

-- What was scanned at the destination. A scan is known by the number that its scanner gave it, or by its time and text, so that
-- a list that comes twice counts once. A model of 0 is none.

CREATE TABLE shipment_scans (
    shipment_id BIGINT NOT NULL,
    scan_key TEXT COLLATE "C" NOT NULL,
    scanned_at BIGINT NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    model_id BIGINT NOT NULL,
    unit_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    quantity BIGINT NOT NULL,
    line BIGINT,
    verdict TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C",
    is_damaged BIGINT NOT NULL,
    is_received BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (shipment_id, scan_key)
);
CREATE INDEX shipment_scans_by_unit ON shipment_scans (shipment_id, unit_key);
CREATE INDEX shipment_scans_by_time ON shipment_scans (shipment_id, scanned_at, scan_key);

-- Own-key: where what stands or came somewhere is not what was known or announced, until somebody has settled it.

CREATE TABLE stock_discrepancies (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    shipment_id BIGINT,
    kind TEXT COLLATE "C" NOT NULL,
    line BIGINT,
    model_id BIGINT NOT NULL,
    unit_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    batch_id BIGINT NOT NULL,
    text TEXT COLLATE "C",
    expected BIGINT NOT NULL,
    actual BIGINT NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    other_place TEXT COLLATE "C",
    owner_id BIGINT,
    reason TEXT COLLATE "C",
    resolution TEXT COLLATE "C",
    opened_at BIGINT NOT NULL,
    resolved_at BIGINT,
    row_version BIGINT NOT NULL
);
CREATE INDEX stock_discrepancies_of_shipment ON stock_discrepancies (shipment_id, kind, unit_key);
CREATE INDEX stock_discrepancies_by_time ON stock_discrepancies (manufacturer_id, opened_at, id);
CREATE INDEX stock_discrepancies_open ON stock_discrepancies (manufacturer_id, resolved_at, opened_at, id);
