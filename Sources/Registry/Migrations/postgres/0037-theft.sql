-- Own-key: that units were stolen or lost. A confirmed report has set a mark in the ledger, by the event that it names. What
-- people have written can be erased; that there was a report stays.

CREATE TABLE theft_reports (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    unit_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    unit_count BIGINT NOT NULL CHECK (unit_count > 0),
    party_id BIGINT,
    reported_by TEXT COLLATE "C" NOT NULL,
    reported_at BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    happened_on TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C",
    region TEXT COLLATE "C",
    police_reference TEXT COLLATE "C",
    words TEXT COLLATE "C",
    proof TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    expires_at BIGINT NOT NULL,
    countered_by BIGINT,
    event_id BIGINT,
    closing_event_id BIGINT,
    ended_at BIGINT,
    row_version BIGINT NOT NULL
);
CREATE INDEX theft_reports_by_openness ON theft_reports (manufacturer_id, is_open, reported_at, id);
CREATE INDEX theft_reports_by_state ON theft_reports (manufacturer_id, state, reported_at, id);
CREATE INDEX theft_reports_by_model ON theft_reports (model_id, is_open, reported_at, id);
CREATE INDEX theft_reports_by_party ON theft_reports (party_id, reported_at, id) WHERE party_id IS NOT NULL;
CREATE INDEX theft_reports_by_counter ON theft_reports (countered_by, reported_at, id) WHERE countered_by IS NOT NULL;
CREATE INDEX theft_reports_by_unit ON theft_reports (model_id, unit_key, serial, reported_at);
CREATE INDEX theft_reports_by_expiry ON theft_reports (is_open, expires_at);

CREATE TABLE theft_steps (
    report_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    step TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C",
    PRIMARY KEY (report_id, ordinal)
);
