-- Own-key: repairs: what was wrong with a unit, what was found, what was done. Amounts are minor units of the currency. What
-- was done line by line is JSON; what an order is looked for by stands beside it.

CREATE TABLE service_orders (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    unit_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    batch_id BIGINT,
    site TEXT COLLATE "C",
    party_id BIGINT,
    opened_by TEXT COLLATE "C" NOT NULL,
    opened_at BIGINT NOT NULL,
    repeats BIGINT,
    state TEXT COLLATE "C" NOT NULL,
    is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    charge TEXT COLLATE "C" NOT NULL,
    complaint TEXT COLLATE "C",
    symptom TEXT COLLATE "C",
    fault_code TEXT COLLATE "C",
    down_since BIGINT,
    back_since BIGINT,
    currency TEXT COLLATE "C" NOT NULL,
    case_number TEXT COLLATE "C",
    claim_id BIGINT,
    outcome TEXT COLLATE "C",
    completed_at BIGINT,
    document TEXT COLLATE "C" NOT NULL,
    row_version BIGINT NOT NULL
);
CREATE INDEX service_orders_by_time ON service_orders (manufacturer_id, opened_at, id);
CREATE INDEX service_orders_by_openness ON service_orders (manufacturer_id, is_open, opened_at, id);
CREATE INDEX service_orders_by_state ON service_orders (manufacturer_id, state, opened_at, id);
CREATE INDEX service_orders_by_model ON service_orders (model_id, opened_at, id);
CREATE INDEX service_orders_by_site ON service_orders (manufacturer_id, site, opened_at, id);
CREATE INDEX service_orders_by_party ON service_orders (party_id, id);
CREATE INDEX service_orders_by_unit ON service_orders (model_id, unit_key, serial, opened_at);

CREATE TABLE service_steps (
    order_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    step TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C",
    PRIMARY KEY (order_id, ordinal)
);

-- Completed repairs, for what is added up: a narrow row each, so that a million are added up in a moment. Empty where no
-- symptom or fault was told.

CREATE TABLE service_repairs (
    manufacturer_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    batch_id BIGINT,
    symptom TEXT COLLATE "C" NOT NULL,
    fault_code TEXT COLLATE "C" NOT NULL,
    cure TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    is_repeat BIGINT NOT NULL CHECK (is_repeat IN (0, 1)),
    came_back BIGINT NOT NULL CHECK (came_back IN (0, 1)),
    completed_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    down_minutes BIGINT,
    PRIMARY KEY (manufacturer_id, order_id)
);
CREATE INDEX service_repairs_by_model ON service_repairs (model_id, symptom, completed_at);
