-- Unit-keyed: what the field has seen of the units that have a row. entered_at is when a unit came into service (of one that was
-- only shipped, when it left), age_at_entry the whole days that it had run before, last_at the last report of it in service,
-- reports_itself whether it tells of itself and so is under observation until then only.

CREATE TABLE unit_lives (
    model_id INTEGER NOT NULL,
    serial_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    batch_id INTEGER,
    sequence INTEGER,
    produced_on TEXT,
    entered_at INTEGER NOT NULL,
    basis TEXT NOT NULL,
    age_at_entry INTEGER NOT NULL,
    left_at INTEGER,
    leaving TEXT,
    last_at INTEGER NOT NULL,
    reports_itself INTEGER NOT NULL CHECK (reports_itself IN (0, 1)),
    failures INTEGER NOT NULL,
    PRIMARY KEY (model_id, serial_key, serial)
) STRICT, WITHOUT ROWID;

-- Unit-keyed: each failure in the field, by the event that found it.

CREATE TABLE unit_failures (
    model_id INTEGER NOT NULL,
    serial_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    event_id INTEGER NOT NULL,
    failed_at INTEGER NOT NULL,
    fault_code TEXT NOT NULL,
    PRIMARY KEY (model_id, serial_key, serial, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_failures_by_time ON unit_failures (model_id, failed_at);
