-- Own-key: files that belong to something private, such as a claim. The files lie beside the database, as documents' do.

CREATE TABLE attachments (
    owner_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    owner_kind TEXT COLLATE "C" NOT NULL,
    manufacturer_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    sha256 BYTEA NOT NULL CHECK (octet_length(sha256) = 32),
    size BIGINT NOT NULL CHECK (size >= 0),
    media_type TEXT COLLATE "C" NOT NULL,
    added_at BIGINT NOT NULL,
    added_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (owner_id, id)
);
CREATE INDEX attachments_by_manufacturer ON attachments (manufacturer_id, size);
CREATE INDEX attachments_by_file ON attachments (sha256, size, media_type);
