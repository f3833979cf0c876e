-- Unit-keyed: units that somebody watches, until a day or until further notice, with what was known of them when that began:
-- how many failures, and the last readings, type and value parted by a tab, a line each.

CREATE TABLE watched_units (
    model_id BIGINT NOT NULL,
    serial_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    manufacturer_id BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    until_day TEXT COLLATE "C",
    since_at BIGINT NOT NULL,
    watched_by TEXT COLLATE "C" NOT NULL,
    failures_then BIGINT NOT NULL,
    readings_then TEXT COLLATE "C" NOT NULL,
    ended_at BIGINT,
    ended_by TEXT COLLATE "C",
    PRIMARY KEY (model_id, serial_key, serial)
);
CREATE INDEX watched_units_by_manufacturer ON watched_units (manufacturer_id, since_at) WHERE ended_at IS NULL;
