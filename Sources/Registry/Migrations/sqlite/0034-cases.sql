-- Own-key: what customers ask of a support desk about a unit. Open ones are listed by when they are due, those at an end by the
-- negative of when that was, so that the latest comes first.

CREATE TABLE service_cases (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    unit_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    party_id INTEGER,
    opened_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    listed_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    priority TEXT NOT NULL,
    assignee TEXT NOT NULL,
    complaint TEXT,
    contact TEXT,
    outcome TEXT,
    rating INTEGER CHECK (rating BETWEEN 1 AND 5),
    rating_words TEXT,
    return_state TEXT,
    claim_number TEXT,
    order_number TEXT,
    solved_at INTEGER,
    ended_at INTEGER,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX service_cases_by_due ON service_cases (manufacturer_id, is_open, listed_at, id);
CREATE INDEX service_cases_by_state ON service_cases (manufacturer_id, state, listed_at, id);
CREATE INDEX service_cases_by_assignee ON service_cases (manufacturer_id, is_open, assignee, listed_at, id);
CREATE INDEX service_cases_by_model ON service_cases (model_id, is_open, listed_at, id);
CREATE INDEX service_cases_by_party ON service_cases (party_id, created_at, id);
CREATE INDEX service_cases_by_owner ON service_cases (party_id, is_open, listed_at, id) WHERE party_id IS NOT NULL;
CREATE INDEX service_cases_by_unit ON service_cases (model_id, unit_key, serial, created_at);

-- What was said in a case and done with it, in order. What is internal is for the desk alone.

CREATE TABLE case_replies (
    case_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    side TEXT NOT NULL,
    is_internal INTEGER NOT NULL CHECK (is_internal IN (0, 1)),
    step TEXT,
    state TEXT,
    text TEXT,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    PRIMARY KEY (case_id, ordinal)
) STRICT, WITHOUT ROWID;
