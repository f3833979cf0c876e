-- Own-key: that units were stolen or lost. A confirmed report has set a mark in the ledger, by the event that it names. What
-- people have written can be erased; that there was a report stays.

CREATE TABLE theft_reports (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    unit_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    unit_count INTEGER NOT NULL CHECK (unit_count > 0),
    party_id INTEGER,
    reported_by TEXT NOT NULL,
    reported_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    country TEXT,
    region TEXT,
    police_reference TEXT,
    words TEXT,
    proof TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    expires_at INTEGER NOT NULL,
    countered_by INTEGER,
    event_id INTEGER,
    closing_event_id INTEGER,
    ended_at INTEGER,
    erased_at INTEGER,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX theft_reports_by_openness ON theft_reports (manufacturer_id, is_open, reported_at, id);
CREATE INDEX theft_reports_by_state ON theft_reports (manufacturer_id, state, reported_at, id);
CREATE INDEX theft_reports_by_model ON theft_reports (model_id, is_open, reported_at, id);
CREATE INDEX theft_reports_by_party ON theft_reports (party_id, reported_at, id) WHERE party_id IS NOT NULL;
CREATE INDEX theft_reports_by_counter ON theft_reports (countered_by, reported_at, id) WHERE countered_by IS NOT NULL;
CREATE INDEX theft_reports_by_unit ON theft_reports (model_id, unit_key, serial, reported_at);
CREATE INDEX theft_reports_by_expiry ON theft_reports (is_open, expires_at);
CREATE INDEX theft_reports_by_end ON theft_reports (ended_at, id) WHERE is_open = 0 AND ended_at IS NOT NULL;

CREATE TABLE theft_steps (
    report_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    step TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (report_id, ordinal)
) STRICT, WITHOUT ROWID;

-- Own-key: what finders have written, and what they were answered. Of the code by which a finder reads the answer only the hash
-- is kept; how a finder is reached stands with the party. Of the network a hash is kept for a day, to count by.

CREATE TABLE theft_threads (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL,
    code_hash BLOB NOT NULL,
    party_id INTEGER,
    opened_at INTEGER NOT NULL,
    waits INTEGER NOT NULL CHECK (waits IN (0, 1))
) STRICT;
CREATE INDEX theft_threads_by_report ON theft_threads (report_id, opened_at, id);
CREATE INDEX theft_threads_by_code ON theft_threads (code_hash);
CREATE INDEX theft_threads_by_party ON theft_threads (party_id, id) WHERE party_id IS NOT NULL;
CREATE INDEX theft_threads_by_time ON theft_threads (opened_at, id) WHERE party_id IS NOT NULL;

CREATE TABLE theft_messages (
    thread_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    side TEXT NOT NULL,
    text TEXT,
    at INTEGER NOT NULL,
    report_id INTEGER NOT NULL,
    network_hash BLOB,
    PRIMARY KEY (thread_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX theft_messages_by_network ON theft_messages (network_hash, at) WHERE network_hash IS NOT NULL;
CREATE INDEX theft_messages_by_time ON theft_messages (at, thread_id, ordinal) WHERE text IS NOT NULL;

-- Reference: whether a manufacturer publishes what is confirmed.

CREATE TABLE theft_feeds (
    manufacturer_id INTEGER PRIMARY KEY REFERENCES manufacturers (id),
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    changed_at INTEGER NOT NULL
) STRICT;
