-- Reference: secrets, sealed under the master key, which is not in the database.

CREATE TABLE master_keys (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    check_value BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE secret_keys (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    purpose TEXT COLLATE "C" NOT NULL CHECK (purpose IN ('scrambling', 'codes')),
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    retired_at BIGINT
);
CREATE INDEX secret_keys_by_manufacturer ON secret_keys (manufacturer_id);

-- The key that scrambles a format's numbers, and whether the format must stay unguessable.
ALTER TABLE serial_formats ADD COLUMN key_id BIGINT REFERENCES secret_keys (id);
ALTER TABLE serial_formats ADD COLUMN unguessable BIGINT NOT NULL DEFAULT 0 CHECK (unguessable IN (0, 1));

-- The key of the label codes and owner codes that were printed with a batch.
ALTER TABLE batches ADD COLUMN code_key_id BIGINT REFERENCES secret_keys (id);
