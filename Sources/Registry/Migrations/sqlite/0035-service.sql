-- Own-key: repairs: what was wrong with a unit, what was found, what was done. Amounts are minor units of the currency. What
-- was done line by line is JSON; what an order is looked for by stands beside it.

CREATE TABLE service_orders (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    unit_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    batch_id INTEGER,
    site TEXT,
    party_id INTEGER,
    opened_by TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    repeats INTEGER,
    state TEXT NOT NULL,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    charge TEXT NOT NULL,
    complaint TEXT,
    symptom TEXT,
    fault_code TEXT,
    down_since INTEGER,
    back_since INTEGER,
    currency TEXT NOT NULL,
    case_number TEXT,
    claim_id INTEGER,
    outcome TEXT,
    completed_at INTEGER,
    document TEXT NOT NULL,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX service_orders_by_time ON service_orders (manufacturer_id, opened_at, id);
CREATE INDEX service_orders_by_openness ON service_orders (manufacturer_id, is_open, opened_at, id);
CREATE INDEX service_orders_by_state ON service_orders (manufacturer_id, state, opened_at, id);
CREATE INDEX service_orders_by_model ON service_orders (model_id, opened_at, id);
CREATE INDEX service_orders_by_site ON service_orders (manufacturer_id, site, opened_at, id);
CREATE INDEX service_orders_by_party ON service_orders (party_id, id);
CREATE INDEX service_orders_by_unit ON service_orders (model_id, unit_key, serial, opened_at);

CREATE TABLE service_steps (
    order_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    step TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (order_id, ordinal)
) STRICT, WITHOUT ROWID;

-- Completed repairs, for what is added up: a narrow row each, so that a million are added up in a moment. Empty where no
-- symptom or fault was told.

CREATE TABLE service_repairs (
    manufacturer_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    batch_id INTEGER,
    symptom TEXT NOT NULL,
    fault_code TEXT NOT NULL,
    cure TEXT NOT NULL,
    outcome TEXT NOT NULL,
    is_repeat INTEGER NOT NULL CHECK (is_repeat IN (0, 1)),
    came_back INTEGER NOT NULL CHECK (came_back IN (0, 1)),
    completed_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    down_minutes INTEGER,
    PRIMARY KEY (manufacturer_id, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_repairs_by_model ON service_repairs (model_id, symptom, completed_at);
