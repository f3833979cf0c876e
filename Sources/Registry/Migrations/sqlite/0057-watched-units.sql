-- Unit-keyed: units that somebody watches, until a day or until further notice, with what was known of them when that began:
-- how many failures, and the last readings, type and value parted by a tab, a line each.

CREATE TABLE watched_units (
    model_id INTEGER NOT NULL,
    serial_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    until_day TEXT,
    since_at INTEGER NOT NULL,
    watched_by TEXT NOT NULL,
    failures_then INTEGER NOT NULL,
    readings_then TEXT NOT NULL,
    ended_at INTEGER,
    ended_by TEXT,
    PRIMARY KEY (model_id, serial_key, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX watched_units_by_manufacturer ON watched_units (manufacturer_id, since_at) WHERE ended_at IS NULL;
