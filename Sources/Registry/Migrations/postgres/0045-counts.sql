-- Which units stand at a place: those in no container that may count as stock (the words of the index stand so in the
-- statement), those that left a container at no place of their own, and parts of batches by the places of their events.

CREATE INDEX units_by_location ON units (manufacturer_id, business_location, model_id, serial_key, serial)
    WHERE business_location IS NOT NULL
      AND parent_model_id IS NULL
      AND ended_at IS NULL
      AND (disposition IS NULL
           OR disposition NOT IN ('destroyed', 'dispensed', 'disposed', 'exported', 'retail_sold', 'stolen'));
-- All others by the last place that an event of their own names, and what was sold where: for lists of recalled units.
CREATE INDEX units_by_last_place ON units (manufacturer_id, business_location, model_id, serial_key, serial)
    WHERE business_location IS NOT NULL
      AND (parent_model_id IS NOT NULL
           OR ended_at IS NOT NULL
           OR disposition IN ('destroyed', 'dispensed', 'disposed', 'exported', 'retail_sold', 'stolen'));
CREATE INDEX unit_events_sold ON unit_events (business_location, model_id, serial_key, serial)
    WHERE business_step = 'retail_selling' AND business_location IS NOT NULL;
CREATE INDEX unit_events_sold_unplaced ON unit_events (read_point, model_id, serial_key, serial)
    WHERE business_step = 'retail_selling' AND business_location IS NULL AND read_point IS NOT NULL;
CREATE INDEX unit_events_departures ON unit_events (parent_model_id, model_id, serial_key, serial)
    WHERE role = 'child' AND action = 'DELETE' AND business_location IS NULL;
CREATE INDEX batch_ranges_by_location ON batch_ranges (business_location, batch_id)
    WHERE business_location IS NOT NULL;
CREATE INDEX batch_ranges_sold_unplaced ON batch_ranges (read_point, batch_id)
    WHERE business_step = 'retail_selling' AND business_location IS NULL AND read_point IS NOT NULL;
CREATE INDEX batch_ranges_by_parent ON batch_ranges (parent_model_id, parent_serial, batch_id)
    WHERE parent_model_id IS NOT NULL;
CREATE INDEX batch_ranges_departures ON batch_ranges (parent_model_id, batch_id)
    WHERE action = 'DELETE' AND business_location IS NULL AND parent_model_id IS NOT NULL;

-- Own-key: counts of what stands at a place, what was scanned in them, and in what that differs from the ledger.

CREATE TABLE counts (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    location TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    model_id BIGINT,
    is_blind BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    round BIGINT NOT NULL,
    planned_at BIGINT,
    opened_by TEXT COLLATE "C" NOT NULL,
    opened_at BIGINT NOT NULL,
    opened_position BIGINT NOT NULL,
    counted_at BIGINT,
    closed_at BIGINT,
    expected BIGINT,
    correct BIGINT,
    row_version BIGINT NOT NULL
);
CREATE INDEX counts_by_manufacturer ON counts (manufacturer_id, opened_at, id);
CREATE INDEX counts_by_location ON counts (manufacturer_id, location, opened_at, id);

-- The subject is the unit, the model and place of pieces, or the text that names nothing: what is scanned again is the same.

CREATE TABLE count_scans (
    count_id BIGINT NOT NULL,
    round BIGINT NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    model_id BIGINT,
    serial TEXT COLLATE "C",
    quantity BIGINT NOT NULL,
    place TEXT COLLATE "C",
    reason TEXT COLLATE "C",
    scanned_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (count_id, round, subject)
);

-- Of a unit the serial number is kept, of a part of a batch its sequence numbers, of pieces the model alone.

CREATE TABLE count_differences (
    count_id BIGINT NOT NULL,
    round BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    model_id BIGINT,
    serial TEXT COLLATE "C",
    batch_id BIGINT,
    first_sequence BIGINT,
    last_sequence BIGINT,
    text TEXT COLLATE "C",
    expected BIGINT NOT NULL,
    found BIGINT NOT NULL,
    believed TEXT COLLATE "C",
    container TEXT COLLATE "C",
    disposition TEXT COLLATE "C",
    resolution TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C",
    event_id BIGINT,
    PRIMARY KEY (count_id, round, ordinal)
);
