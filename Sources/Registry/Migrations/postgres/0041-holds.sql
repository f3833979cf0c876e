-- Reference: why goods are held back, until somebody has decided about them. That they are is said by the ledger, as a persistent
-- disposition; these rows say why and by whom. Whoever packs, ships or sells joins them.

CREATE TABLE holds (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    reason TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    placed_at BIGINT NOT NULL,
    placed_by TEXT COLLATE "C" NOT NULL,
    event_id BIGINT NOT NULL,
    unit_count BIGINT NOT NULL CHECK (unit_count > 0),
    decision TEXT COLLATE "C",
    decision_note TEXT COLLATE "C",
    decided_at BIGINT,
    decided_by TEXT COLLATE "C",
    row_version BIGINT NOT NULL
);
CREATE INDEX holds_by_age ON holds (manufacturer_id, placed_at, id);
CREATE INDEX holds_by_openness ON holds (manufacturer_id, placed_at, id) WHERE decided_at IS NULL;

-- Reference: what each hold holds: units by their keys, with the place in their batch where they have one, and parts of batches.

CREATE TABLE hold_items (
    hold_id BIGINT NOT NULL REFERENCES holds (id),
    ordinal BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    unit_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    batch_id BIGINT,
    first_sequence BIGINT,
    last_sequence BIGINT,
    PRIMARY KEY (hold_id, ordinal)
);
CREATE INDEX hold_items_by_unit ON hold_items (model_id, unit_key, serial);
CREATE INDEX hold_items_by_batch ON hold_items (batch_id, last_sequence) WHERE batch_id IS NOT NULL;

-- Reference: what must be measured of a unit of a model before it may leave, and between which limits. The limits are decimals as
-- they were written.

CREATE TABLE required_tests (
    model_id BIGINT NOT NULL REFERENCES models (id),
    code TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    unit_code TEXT COLLATE "C",
    minimum TEXT COLLATE "C",
    maximum TEXT COLLATE "C",
    PRIMARY KEY (model_id, code)
);
