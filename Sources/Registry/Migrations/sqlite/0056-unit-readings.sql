-- Unit-keyed: the last that was read of each unit in service, by the type of the reading and its unit of measure ('' for none).
-- age is the unit's age then in days; earlier has up to twelve earlier values, age:value, parted by commas, the oldest first.

CREATE TABLE unit_readings (
    model_id INTEGER NOT NULL,
    serial_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    type TEXT NOT NULL,
    unit TEXT NOT NULL,
    value TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    age INTEGER NOT NULL,
    earlier TEXT NOT NULL,
    PRIMARY KEY (model_id, serial_key, serial, type)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_readings_by_age ON unit_readings (model_id, type, unit, age, serial_key, serial);
