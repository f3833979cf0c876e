-- Unit-keyed: what the field has seen of the units that have a row. entered_at is when a unit came into service (of one that was
-- only shipped, when it left), age_at_entry the whole days that it had run before, last_at the last report of it in service,
-- reports_itself whether it tells of itself and so is under observation until then only.

CREATE TABLE unit_lives (
    model_id BIGINT NOT NULL,
    serial_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    batch_id BIGINT,
    sequence BIGINT,
    produced_on TEXT COLLATE "C",
    entered_at BIGINT NOT NULL,
    basis TEXT COLLATE "C" NOT NULL,
    age_at_entry BIGINT NOT NULL,
    left_at BIGINT,
    leaving TEXT COLLATE "C",
    last_at BIGINT NOT NULL,
    reports_itself BIGINT NOT NULL CHECK (reports_itself IN (0, 1)),
    failures BIGINT NOT NULL,
    PRIMARY KEY (model_id, serial_key, serial)
);

-- Unit-keyed: each failure in the field, by the event that found it.

CREATE TABLE unit_failures (
    model_id BIGINT NOT NULL,
    serial_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    event_id BIGINT NOT NULL,
    failed_at BIGINT NOT NULL,
    fault_code TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (model_id, serial_key, serial, event_id)
);
CREATE INDEX unit_failures_by_time ON unit_failures (model_id, failed_at);
