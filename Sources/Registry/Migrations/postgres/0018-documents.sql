-- Reference: documents and pictures of models. Their files lie beside the database, each under its SHA-256.

CREATE TABLE documents (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    kind TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    number TEXT COLLATE "C",
    language TEXT COLLATE "C",
    is_original BIGINT NOT NULL CHECK (is_original IN (0, 1)),
    version TEXT COLLATE "C",
    issued_on TEXT COLLATE "C",
    population TEXT COLLATE "C",
    audience TEXT COLLATE "C" NOT NULL CHECK (audience IN ('everybody', 'partners', 'staff')),
    sha256 BYTEA CHECK (octet_length(sha256) = 32),
    size BIGINT CHECK (size >= 0),
    media_type TEXT COLLATE "C",
    link TEXT COLLATE "C",
    successor_id BIGINT REFERENCES documents (id),
    withdrawn_at BIGINT,
    withdrawal_reason TEXT COLLATE "C",
    row_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    CHECK ((sha256 IS NULL) = (link IS NOT NULL)),
    CHECK ((sha256 IS NULL) = (size IS NULL)),
    CHECK ((sha256 IS NULL) = (media_type IS NULL))
);
CREATE INDEX documents_by_manufacturer ON documents (manufacturer_id, id);
CREATE INDEX documents_by_file ON documents (sha256, size, media_type);
CREATE INDEX documents_by_successor ON documents (successor_id);

CREATE TABLE document_models (
    document_id BIGINT NOT NULL REFERENCES documents (id),
    model_id BIGINT NOT NULL REFERENCES models (id),
    PRIMARY KEY (document_id, model_id)
);
CREATE INDEX document_models_by_model ON document_models (model_id, document_id);
