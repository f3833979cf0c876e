-- Reference: what is said of a model in lists of its own: versions, packaging, approvals, prices,
-- marketing.

CREATE TABLE model_versions (
    id INTEGER PRIMARY KEY,
    model_id INTEGER NOT NULL REFERENCES models (id),
    version TEXT NOT NULL,
    released_on TEXT,
    population TEXT,
    change_note TEXT,
    change_text TEXT,
    is_public INTEGER NOT NULL CHECK (is_public IN (0, 1)),
    row_version INTEGER NOT NULL,
    UNIQUE (model_id, version)
) STRICT;

CREATE TABLE packaging_levels (
    id INTEGER PRIMARY KEY,
    model_id INTEGER NOT NULL REFERENCES models (id),
    level TEXT NOT NULL CHECK (level IN ('each', 'innerPack', 'case', 'displayShipper', 'pallet')),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    gtin TEXT UNIQUE,
    size TEXT,
    weight TEXT,
    row_version INTEGER NOT NULL,
    UNIQUE (model_id, level, quantity)
) STRICT;

CREATE TABLE approvals (
    id INTEGER PRIMARY KEY,
    model_id INTEGER NOT NULL REFERENCES models (id),
    mark TEXT NOT NULL,
    certificate TEXT NOT NULL,
    body TEXT,
    standards TEXT NOT NULL,
    valid_from TEXT,
    valid_until TEXT,
    row_version INTEGER NOT NULL,
    UNIQUE (model_id, mark, certificate)
) STRICT;

CREATE TABLE price_bands (
    id INTEGER PRIMARY KEY,
    model_id INTEGER NOT NULL REFERENCES models (id),
    market TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    currency TEXT,
    price_from TEXT,
    price_to TEXT,
    price_text TEXT,
    row_version INTEGER NOT NULL,
    UNIQUE (model_id, market, valid_from)
) STRICT;

CREATE TABLE model_marketing (
    id INTEGER PRIMARY KEY,
    model_id INTEGER NOT NULL UNIQUE REFERENCES models (id),
    segment TEXT,
    selling_points TEXT NOT NULL,
    row_version INTEGER NOT NULL
) STRICT;
