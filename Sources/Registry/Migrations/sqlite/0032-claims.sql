-- Reference: what can be found wrong with products. Empty where it is for all categories.

CREATE TABLE fault_codes (
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    category TEXT NOT NULL,
    code TEXT NOT NULL,
    parent TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('fault', 'ntf')),
    titles TEXT NOT NULL,
    is_retired INTEGER NOT NULL CHECK (is_retired IN (0, 1)),
    PRIMARY KEY (manufacturer_id, category, code)
) STRICT, WITHOUT ROWID;

-- Reference: how long a job takes. The target is a category, a line or the id of a model.

CREATE TABLE labour_times (
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    scope TEXT NOT NULL CHECK (scope IN ('all', 'category', 'line', 'model')),
    target TEXT NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes > 0),
    PRIMARY KEY (manufacturer_id, scope, target, code)
) STRICT, WITHOUT ROWID;

-- Own-key: what somebody asks for under warranty. Amounts are minor units of the currency. What a claim asks for line by
-- line, and what the rules found, is JSON; what it is looked for by stands beside it.

CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    unit_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    site TEXT,
    party_id INTEGER,
    filed_by TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    complaint TEXT,
    fault_code TEXT,
    causal_part TEXT,
    reference TEXT,
    failed_on TEXT,
    repaired_on TEXT,
    currency TEXT NOT NULL,
    claimed INTEGER NOT NULL,
    approved INTEGER,
    remedy TEXT,
    document TEXT NOT NULL,
    findings TEXT,
    created_at INTEGER NOT NULL,
    submitted_at INTEGER,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX claims_by_time ON claims (manufacturer_id, created_at, id);
CREATE INDEX claims_by_state ON claims (manufacturer_id, state, created_at, id);
CREATE INDEX claims_by_model ON claims (model_id, created_at, id);
CREATE INDEX claims_by_fault ON claims (manufacturer_id, fault_code, created_at, id);
CREATE INDEX claims_by_site ON claims (manufacturer_id, site, created_at, id);
CREATE INDEX claims_by_party ON claims (party_id, created_at, id);
CREATE INDEX claims_by_unit ON claims (model_id, unit_key, serial, created_at);

CREATE TABLE claim_steps (
    claim_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    step TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    reason TEXT,
    note TEXT,
    PRIMARY KEY (claim_id, ordinal)
) STRICT, WITHOUT ROWID;

-- What a claim costs and by what costs are added up: a narrow row, so that a million are added up in a moment.

CREATE TABLE claim_costs (
    manufacturer_id INTEGER NOT NULL,
    claim_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    batch_id INTEGER,
    fault_code TEXT NOT NULL,
    part TEXT NOT NULL,
    service_month INTEGER,
    submitted_at INTEGER NOT NULL,
    is_accepted INTEGER NOT NULL CHECK (is_accepted IN (0, 1)),
    currency TEXT NOT NULL,
    claimed INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    labour INTEGER NOT NULL,
    expenses INTEGER NOT NULL,
    PRIMARY KEY (manufacturer_id, claim_id)
) STRICT, WITHOUT ROWID;
