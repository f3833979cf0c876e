-- Reference: what can be found wrong with products. Empty where it is for all categories.

CREATE TABLE fault_codes (
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    category TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    parent TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('fault', 'ntf')),
    titles TEXT COLLATE "C" NOT NULL,
    is_retired BIGINT NOT NULL CHECK (is_retired IN (0, 1)),
    PRIMARY KEY (manufacturer_id, category, code)
);

-- Reference: how long a job takes. The target is a category, a line or the id of a model.

CREATE TABLE labour_times (
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    scope TEXT COLLATE "C" NOT NULL CHECK (scope IN ('all', 'category', 'line', 'model')),
    target TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    minutes BIGINT NOT NULL CHECK (minutes > 0),
    PRIMARY KEY (manufacturer_id, scope, target, code)
);

-- Own-key: what somebody asks for under warranty. Amounts are minor units of the currency. What a claim asks for line by
-- line, and what the rules found, is JSON; what it is looked for by stands beside it.

CREATE TABLE claims (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    unit_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    site TEXT COLLATE "C",
    party_id BIGINT,
    filed_by TEXT COLLATE "C" NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    complaint TEXT COLLATE "C",
    fault_code TEXT COLLATE "C",
    causal_part TEXT COLLATE "C",
    reference TEXT COLLATE "C",
    failed_on TEXT COLLATE "C",
    repaired_on TEXT COLLATE "C",
    currency TEXT COLLATE "C" NOT NULL,
    claimed BIGINT NOT NULL,
    approved BIGINT,
    remedy TEXT COLLATE "C",
    document TEXT COLLATE "C" NOT NULL,
    findings TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    submitted_at BIGINT,
    row_version BIGINT NOT NULL
);
CREATE INDEX claims_by_time ON claims (manufacturer_id, created_at, id);
CREATE INDEX claims_by_state ON claims (manufacturer_id, state, created_at, id);
CREATE INDEX claims_by_model ON claims (model_id, created_at, id);
CREATE INDEX claims_by_fault ON claims (manufacturer_id, fault_code, created_at, id);
CREATE INDEX claims_by_site ON claims (manufacturer_id, site, created_at, id);
CREATE INDEX claims_by_party ON claims (party_id, created_at, id);
CREATE INDEX claims_by_unit ON claims (model_id, unit_key, serial, created_at);

CREATE TABLE claim_steps (
    claim_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    step TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C",
    note TEXT COLLATE "C",
    PRIMARY KEY (claim_id, ordinal)
);

-- What a claim costs and by what costs are added up: a narrow row, so that a million are added up in a moment.

CREATE TABLE claim_costs (
    manufacturer_id BIGINT NOT NULL,
    claim_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    batch_id BIGINT,
    fault_code TEXT COLLATE "C" NOT NULL,
    part TEXT COLLATE "C" NOT NULL,
    service_month BIGINT,
    submitted_at BIGINT NOT NULL,
    is_accepted BIGINT NOT NULL CHECK (is_accepted IN (0, 1)),
    currency TEXT COLLATE "C" NOT NULL,
    claimed BIGINT NOT NULL,
    parts BIGINT NOT NULL,
    labour BIGINT NOT NULL,
    expenses BIGINT NOT NULL,
    PRIMARY KEY (manufacturer_id, claim_id)
);
