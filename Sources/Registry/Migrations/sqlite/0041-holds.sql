-- Reference: why goods are held back, until somebody has decided about them. That they are is said by the ledger, as a persistent
-- disposition; these rows say why and by whom. Whoever packs, ships or sells joins them.

CREATE TABLE holds (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    placed_at INTEGER NOT NULL,
    placed_by TEXT NOT NULL,
    event_id INTEGER NOT NULL,
    unit_count INTEGER NOT NULL CHECK (unit_count > 0),
    decision TEXT,
    decision_note TEXT,
    decided_at INTEGER,
    decided_by TEXT,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX holds_by_age ON holds (manufacturer_id, placed_at, id);
CREATE INDEX holds_by_openness ON holds (manufacturer_id, placed_at, id) WHERE decided_at IS NULL;

-- Reference: what each hold holds: units by their keys, with the place in their batch where they have one, and parts of batches.

CREATE TABLE hold_items (
    hold_id INTEGER NOT NULL REFERENCES holds (id),
    ordinal INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    unit_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    batch_id INTEGER,
    first_sequence INTEGER,
    last_sequence INTEGER,
    PRIMARY KEY (hold_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX hold_items_by_unit ON hold_items (model_id, unit_key, serial);
CREATE INDEX hold_items_by_batch ON hold_items (batch_id, last_sequence) WHERE batch_id IS NOT NULL;

-- Reference: what must be measured of a unit of a model before it may leave, and between which limits. The limits are decimals as
-- they were written.

CREATE TABLE required_tests (
    model_id INTEGER NOT NULL REFERENCES models (id),
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    unit_code TEXT,
    minimum TEXT,
    maximum TEXT,
    PRIMARY KEY (model_id, code)
) STRICT, WITHOUT ROWID;
