-- Reference: documents and pictures of models. Their files lie beside the database, each under its SHA-256.

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    number TEXT,
    language TEXT,
    is_original INTEGER NOT NULL CHECK (is_original IN (0, 1)),
    version TEXT,
    issued_on TEXT,
    population TEXT,
    audience TEXT NOT NULL CHECK (audience IN ('everybody', 'partners', 'staff')),
    sha256 BLOB CHECK (length(sha256) = 32),
    size INTEGER CHECK (size >= 0),
    media_type TEXT,
    link TEXT,
    successor_id INTEGER REFERENCES documents (id),
    withdrawn_at INTEGER,
    withdrawal_reason TEXT,
    row_version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CHECK ((sha256 IS NULL) = (link IS NOT NULL)),
    CHECK ((sha256 IS NULL) = (size IS NULL)),
    CHECK ((sha256 IS NULL) = (media_type IS NULL))
) STRICT;
CREATE INDEX documents_by_manufacturer ON documents (manufacturer_id, id);
CREATE INDEX documents_by_file ON documents (sha256, size, media_type);
CREATE INDEX documents_by_successor ON documents (successor_id);

CREATE TABLE document_models (
    document_id INTEGER NOT NULL REFERENCES documents (id),
    model_id INTEGER NOT NULL REFERENCES models (id),
    PRIMARY KEY (document_id, model_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_models_by_model ON document_models (model_id, document_id);
