-- Own-key: files that belong to something private, such as a claim. The files lie beside the database, as documents' do.

CREATE TABLE attachments (
    owner_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    owner_kind TEXT NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    size INTEGER NOT NULL CHECK (size >= 0),
    media_type TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    added_by TEXT NOT NULL,
    PRIMARY KEY (owner_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachments_by_manufacturer ON attachments (manufacturer_id, size);
CREATE INDEX attachments_by_file ON attachments (sha256, size, media_type);
