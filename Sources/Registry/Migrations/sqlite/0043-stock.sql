-- Own-key: by how much each event has changed what stands where, from the time of the change on. The place is the text by which
-- events name it, empty for what is on its way. A batch of 0 is none, an empty disposition none that is known.

CREATE TABLE stock_changes (
    event_id INTEGER NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    location TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL,
    disposition TEXT NOT NULL,
    event_time INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity <> 0),
    PRIMARY KEY (event_id, location, model_id, batch_id, disposition, event_time)
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_changes_by_location ON stock_changes (manufacturer_id, location, event_time);
CREATE INDEX stock_changes_by_model ON stock_changes (model_id, event_time);

-- Coordinator: the sums of these changes.

CREATE TABLE stock_levels (
    manufacturer_id INTEGER NOT NULL,
    location TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL,
    disposition TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (manufacturer_id, location, model_id, batch_id, disposition)
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_levels_by_model ON stock_levels (model_id, location);

-- Unit-keyed: how what a container (case, pallet) holds has changed. The columns model_id, serial_key and serial are the
-- container's; of a container within it the serial number is kept, of other units how many they are.

CREATE TABLE container_changes (
    model_id INTEGER NOT NULL,
    serial_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    event_time INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    item_model_id INTEGER NOT NULL,
    item_serial TEXT NOT NULL,
    batch_id INTEGER NOT NULL,
    disposition TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity <> 0),
    PRIMARY KEY (
        model_id, serial_key, serial, event_time, event_id, item_model_id, item_serial, batch_id, disposition)
) STRICT, WITHOUT ROWID;
