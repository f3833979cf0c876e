-- Own-key: what customers ask of a support desk about a unit. Open ones are listed by when they are due, those at an end by the
-- negative of when that was, so that the latest comes first.

CREATE TABLE service_cases (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    unit_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    party_id BIGINT,
    opened_by TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    listed_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    priority TEXT COLLATE "C" NOT NULL,
    assignee TEXT COLLATE "C" NOT NULL,
    complaint TEXT COLLATE "C",
    contact TEXT COLLATE "C",
    outcome TEXT COLLATE "C",
    rating BIGINT CHECK (rating BETWEEN 1 AND 5),
    rating_words TEXT COLLATE "C",
    return_state TEXT COLLATE "C",
    claim_number TEXT COLLATE "C",
    order_number TEXT COLLATE "C",
    solved_at BIGINT,
    ended_at BIGINT,
    row_version BIGINT NOT NULL
);
CREATE INDEX service_cases_by_due ON service_cases (manufacturer_id, is_open, listed_at, id);
CREATE INDEX service_cases_by_state ON service_cases (manufacturer_id, state, listed_at, id);
CREATE INDEX service_cases_by_assignee ON service_cases (manufacturer_id, is_open, assignee, listed_at, id);
CREATE INDEX service_cases_by_model ON service_cases (model_id, is_open, listed_at, id);
CREATE INDEX service_cases_by_party ON service_cases (party_id, created_at, id);
CREATE INDEX service_cases_by_owner ON service_cases (party_id, is_open, listed_at, id) WHERE party_id IS NOT NULL;
CREATE INDEX service_cases_by_unit ON service_cases (model_id, unit_key, serial, created_at);

-- What was said in a case and done with it, in order. What is internal is for the desk alone.

CREATE TABLE case_replies (
    case_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    side TEXT COLLATE "C" NOT NULL,
    is_internal BIGINT NOT NULL CHECK (is_internal IN (0, 1)),
    step TEXT COLLATE "C",
    state TEXT COLLATE "C",
    text TEXT COLLATE "C",
    at BIGINT NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (case_id, ordinal)
);
