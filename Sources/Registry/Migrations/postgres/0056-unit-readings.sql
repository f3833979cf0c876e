-- Unit-keyed: the last that was read of each unit in service, by the type of the reading and its unit of measure ('' for none).
-- age is the unit's age then in days; earlier has up to twelve earlier values, age:value, parted by commas, the oldest first.

CREATE TABLE unit_readings (
    model_id BIGINT NOT NULL,
    serial_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    type TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    read_at BIGINT NOT NULL,
    age BIGINT NOT NULL,
    earlier TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (model_id, serial_key, serial, type)
);
CREATE INDEX unit_readings_by_age ON unit_readings (model_id, type, unit, age, serial_key, serial);
