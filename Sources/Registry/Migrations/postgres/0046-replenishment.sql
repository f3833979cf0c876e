-- Own-key, on the coordinator: what was wanted of a place week by week (its Monday, in days since 1970), by why it was. The place
-- is the text by which events name it; the destination that of what was sent elsewhere, empty where it is not known.

CREATE TABLE demand_weeks (
    manufacturer_id BIGINT NOT NULL,
    location TEXT COLLATE "C" NOT NULL,
    model_id BIGINT NOT NULL,
    week BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('sold', 'used', 'shipped')),
    destination TEXT COLLATE "C" NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (manufacturer_id, location, model_id, week, kind, destination)
);
CREATE INDEX demand_weeks_by_model ON demand_weeks (model_id, week);

-- Own-key, on the coordinator: what came to a place from the way, and when it was shipped. The source is empty where it is not
-- known.

CREATE TABLE stock_receipts (
    manufacturer_id BIGINT NOT NULL,
    location TEXT COLLATE "C" NOT NULL,
    model_id BIGINT NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    shipped_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (manufacturer_id, location, model_id, source, shipped_at, received_at)
);
CREATE INDEX stock_receipts_by_time ON stock_receipts (manufacturer_id, location, received_at);

-- Reference: how stock is replenished, for a manufacturer, a place, a model, or a model at a place; 0 for all. What is NULL is
-- said by a less special rule.

CREATE TABLE replenishment_rules (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    location_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    service_level BIGINT CHECK (service_level BETWEEN 5000 AND 9999),
    review_weeks BIGINT CHECK (review_weeks BETWEEN 0 AND 52),
    lead_days BIGINT CHECK (lead_days BETWEEN 0 AND 730),
    smallest BIGINT CHECK (smallest BETWEEN 1 AND 1000000000),
    multiple BIGINT CHECK (multiple BETWEEN 1 AND 1000000000),
    source_id BIGINT,
    created_at BIGINT NOT NULL,
    row_version BIGINT NOT NULL,
    UNIQUE (manufacturer_id, location_id, model_id)
);
