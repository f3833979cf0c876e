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
    erased_at BIGINT,
    row_version BIGINT NOT NULL
);
CREATE INDEX theft_reports_by_openness ON theft_reports (manufacturer_id, is_open, reported_at, id);
CREATE INDEX theft_reports_by_state ON theft_reports (manufacturer_id, state, reported_at, id);
CREATE INDEX theft_reports_by_model ON theft_reports (model_id, is_open, reported_at, id);
CREATE INDEX theft_reports_by_party ON theft_reports (party_id, reported_at, id) WHERE party_id IS NOT NULL;
CREATE INDEX theft_reports_by_counter ON theft_reports (countered_by, reported_at, id) WHERE countered_by IS NOT NULL;
CREATE INDEX theft_reports_by_unit ON theft_reports (model_id, unit_key, serial, reported_at);
CREATE INDEX theft_reports_by_expiry ON theft_reports (is_open, expires_at);
CREATE INDEX theft_reports_by_end ON theft_reports (ended_at, id) WHERE is_open = 0 AND ended_at IS NOT NULL;

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

-- Own-key: what finders have written, and what they were answered. Of the code by which a finder reads the answer only the hash
-- is kept; how a finder is reached stands with the party. Of the network a hash is kept for a day, to count by.

CREATE TABLE theft_threads (
    id BIGINT PRIMARY KEY,
    report_id BIGINT NOT NULL,
    code_hash BYTEA NOT NULL,
    party_id BIGINT,
    opened_at BIGINT NOT NULL,
    waits BIGINT NOT NULL CHECK (waits IN (0, 1))
);
CREATE INDEX theft_threads_by_report ON theft_threads (report_id, opened_at, id);
CREATE INDEX theft_threads_by_code ON theft_threads (code_hash);
CREATE INDEX theft_threads_by_party ON theft_threads (party_id, id) WHERE party_id IS NOT NULL;
CREATE INDEX theft_threads_by_time ON theft_threads (opened_at, id) WHERE party_id IS NOT NULL;

CREATE TABLE theft_messages (
    thread_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    side TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C",
    at BIGINT NOT NULL,
    report_id BIGINT NOT NULL,
    network_hash BYTEA,
    PRIMARY KEY (thread_id, ordinal)
);
CREATE INDEX theft_messages_by_network ON theft_messages (network_hash, at) WHERE network_hash IS NOT NULL;
CREATE INDEX theft_messages_by_time ON theft_messages (at, thread_id, ordinal) WHERE text IS NOT NULL;

-- Reference: whether a manufacturer publishes what is confirmed.

CREATE TABLE theft_feeds (
    manufacturer_id BIGINT PRIMARY KEY REFERENCES manufacturers (id),
    is_on BIGINT NOT NULL CHECK (is_on IN (0, 1)),
    changed_at BIGINT NOT NULL
);
