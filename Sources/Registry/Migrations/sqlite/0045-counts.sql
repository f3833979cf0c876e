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
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    location TEXT NOT NULL,
    kind TEXT NOT NULL,
    model_id INTEGER,
    is_blind INTEGER NOT NULL,
    state TEXT NOT NULL,
    round INTEGER NOT NULL,
    planned_at INTEGER,
    opened_by TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    opened_position INTEGER NOT NULL,
    counted_at INTEGER,
    closed_at INTEGER,
    expected INTEGER,
    correct INTEGER,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX counts_by_manufacturer ON counts (manufacturer_id, opened_at, id);
CREATE INDEX counts_by_location ON counts (manufacturer_id, location, opened_at, id);

-- The subject is the unit, the model and place of pieces, or the text that names nothing: what is scanned again is the same.

CREATE TABLE count_scans (
    count_id INTEGER NOT NULL,
    round INTEGER NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    model_id INTEGER,
    serial TEXT,
    quantity INTEGER NOT NULL,
    place TEXT,
    reason TEXT,
    scanned_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (count_id, round, subject)
) STRICT, WITHOUT ROWID;

-- Of a unit the serial number is kept, of a part of a batch its sequence numbers, of pieces the model alone.

CREATE TABLE count_differences (
    count_id INTEGER NOT NULL,
    round INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    model_id INTEGER,
    serial TEXT,
    batch_id INTEGER,
    first_sequence INTEGER,
    last_sequence INTEGER,
    text TEXT,
    expected INTEGER NOT NULL,
    found INTEGER NOT NULL,
    believed TEXT,
    container TEXT,
    disposition TEXT,
    resolution TEXT NOT NULL,
    reason TEXT,
    event_id INTEGER,
    PRIMARY KEY (count_id, round, ordinal)
) STRICT, WITHOUT ROWID;
