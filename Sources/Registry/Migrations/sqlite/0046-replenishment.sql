-- Own-key, on the coordinator: what was wanted of a place week by week (its Monday, in days since 1970), by why it was. The place
-- is the text by which events name it; the destination that of what was sent elsewhere, empty where it is not known.

CREATE TABLE demand_weeks (
    manufacturer_id INTEGER NOT NULL,
    location TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    week INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('sold', 'used', 'shipped')),
    destination TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (manufacturer_id, location, model_id, week, kind, destination)
) STRICT, WITHOUT ROWID;
CREATE INDEX demand_weeks_by_model ON demand_weeks (model_id, week);

-- Own-key, on the coordinator: what came to a place from the way, and when it was shipped. The source is empty where it is not
-- known.

CREATE TABLE stock_receipts (
    manufacturer_id INTEGER NOT NULL,
    location TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    source TEXT NOT NULL,
    shipped_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (manufacturer_id, location, model_id, source, shipped_at, received_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_receipts_by_time ON stock_receipts (manufacturer_id, location, received_at);

-- Reference: how stock is replenished, for a manufacturer, a place, a model, or a model at a place; 0 for all. What is NULL is
-- said by a less special rule.

CREATE TABLE replenishment_rules (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    location_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    service_level INTEGER CHECK (service_level BETWEEN 5000 AND 9999),
    review_weeks INTEGER CHECK (review_weeks BETWEEN 0 AND 52),
    lead_days INTEGER CHECK (lead_days BETWEEN 0 AND 730),
    smallest INTEGER CHECK (smallest BETWEEN 1 AND 1000000000),
    multiple INTEGER CHECK (multiple BETWEEN 1 AND 1000000000),
    source_id INTEGER,
    created_at INTEGER NOT NULL,
    row_version INTEGER NOT NULL,
    UNIQUE (manufacturer_id, location_id, model_id)
) STRICT;
