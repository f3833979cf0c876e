-- Reference: what is said of a model in lists of its own: versions, packaging, approvals, prices,
-- marketing.

CREATE TABLE model_versions (
    id BIGINT PRIMARY KEY,
    model_id BIGINT NOT NULL REFERENCES models (id),
    version TEXT COLLATE "C" NOT NULL,
    released_on TEXT COLLATE "C",
    population TEXT COLLATE "C",
    change_note TEXT COLLATE "C",
    change_text TEXT COLLATE "C",
    is_public BIGINT NOT NULL CHECK (is_public IN (0, 1)),
    row_version BIGINT NOT NULL,
    UNIQUE (model_id, version)
);

CREATE TABLE packaging_levels (
    id BIGINT PRIMARY KEY,
    model_id BIGINT NOT NULL REFERENCES models (id),
    level TEXT COLLATE "C" NOT NULL CHECK (level IN ('each', 'innerPack', 'case', 'displayShipper', 'pallet')),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    gtin TEXT COLLATE "C" UNIQUE,
    size TEXT COLLATE "C",
    weight TEXT COLLATE "C",
    row_version BIGINT NOT NULL,
    UNIQUE (model_id, level, quantity)
);

CREATE TABLE approvals (
    id BIGINT PRIMARY KEY,
    model_id BIGINT NOT NULL REFERENCES models (id),
    mark TEXT COLLATE "C" NOT NULL,
    certificate TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C",
    standards TEXT COLLATE "C" NOT NULL,
    valid_from TEXT COLLATE "C",
    valid_until TEXT COLLATE "C",
    row_version BIGINT NOT NULL,
    UNIQUE (model_id, mark, certificate)
);

CREATE TABLE price_bands (
    id BIGINT PRIMARY KEY,
    model_id BIGINT NOT NULL REFERENCES models (id),
    market TEXT COLLATE "C" NOT NULL,
    valid_from TEXT COLLATE "C" NOT NULL,
    valid_until TEXT COLLATE "C",
    currency TEXT COLLATE "C",
    price_from TEXT COLLATE "C",
    price_to TEXT COLLATE "C",
    price_text TEXT COLLATE "C",
    row_version BIGINT NOT NULL,
    UNIQUE (model_id, market, valid_from)
);

CREATE TABLE model_marketing (
    id BIGINT PRIMARY KEY,
    model_id BIGINT NOT NULL UNIQUE REFERENCES models (id),
    segment TEXT COLLATE "C",
    selling_points TEXT COLLATE "C" NOT NULL,
    row_version BIGINT NOT NULL
);
