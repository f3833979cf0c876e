-- Three classes of tables. Reference: small, the same on every shard. Unit-keyed: distributed by serial_key.
-- Own-key: distributed by their id. Times are microseconds since 1970 UTC; civil dates are ISO text of any precision.

-- Reference: the catalogue.

CREATE TABLE manufacturers (
    id BIGINT PRIMARY KEY,
    slug TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C",
    note TEXT COLLATE "C",
    row_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE manufacturer_prefixes (
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('gs1', 'wmi')),
    prefix TEXT COLLATE "C" NOT NULL,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    PRIMARY KEY (kind, prefix)
);
CREATE INDEX manufacturer_prefixes_by_manufacturer ON manufacturer_prefixes (manufacturer_id);

CREATE TABLE models (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('product', 'container')),
    number TEXT COLLATE "C" NOT NULL,
    number_key TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C",
    line TEXT COLLATE "C",
    brand TEXT COLLATE "C",
    version TEXT COLLATE "C",
    category TEXT COLLATE "C",
    announced_on TEXT COLLATE "C",
    released_on TEXT COLLATE "C",
    sales_end_on TEXT COLLATE "C",
    support_end_on TEXT COLLATE "C",
    supersedes_id BIGINT REFERENCES models (id),
    fleet_published BIGINT NOT NULL CHECK (fleet_published IN (0, 1)),
    row_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (manufacturer_id, number)
);
CREATE INDEX models_by_number_key ON models (number_key);
CREATE INDEX models_by_supersedes ON models (supersedes_id) WHERE supersedes_id IS NOT NULL;

CREATE TABLE model_gtins (
    gtin TEXT COLLATE "C" PRIMARY KEY,
    model_id BIGINT NOT NULL REFERENCES models (id)
);
CREATE INDEX model_gtins_by_model ON model_gtins (model_id);

CREATE TABLE model_specifications (
    model_id BIGINT NOT NULL REFERENCES models (id),
    name TEXT COLLATE "C" NOT NULL,
    ordinal BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('number', 'text', 'yesNo')),
    value TEXT COLLATE "C" NOT NULL,
    unit_code TEXT COLLATE "C",
    PRIMARY KEY (model_id, name)
);

-- Reference: what has been issued. A batch is a rule: the serial numbers of a million units are one row.

CREATE TABLE serial_formats (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    model_id BIGINT NOT NULL REFERENCES models (id),
    pattern TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (model_id, pattern)
);

CREATE TABLE batches (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    model_id BIGINT NOT NULL REFERENCES models (id),
    number TEXT COLLATE "C" NOT NULL,
    format_id BIGINT REFERENCES serial_formats (id),
    printed_key TEXT COLLATE "C",
    first_sequence BIGINT,
    last_sequence BIGINT,
    plant TEXT COLLATE "C",
    line TEXT COLLATE "C",
    produced_on TEXT COLLATE "C",
    event_id BIGINT,
    created_at BIGINT NOT NULL,
    UNIQUE (model_id, number),
    CHECK ((format_id IS NULL) = (printed_key IS NULL)),
    CHECK ((format_id IS NULL) = (first_sequence IS NULL)),
    CHECK ((format_id IS NULL) = (last_sequence IS NULL)),
    CHECK (first_sequence <= last_sequence)
);
CREATE UNIQUE INDEX batches_by_printed ON batches (format_id, printed_key, first_sequence)
    WHERE format_id IS NOT NULL;

CREATE TABLE batch_ranges (
    batch_id BIGINT NOT NULL REFERENCES batches (id),
    event_time BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    first_sequence BIGINT NOT NULL,
    last_sequence BIGINT NOT NULL,
    position BIGINT,
    record_time BIGINT NOT NULL,
    zone_offset BIGINT NOT NULL,
    type TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    business_step TEXT COLLATE "C",
    disposition TEXT COLLATE "C",
    read_point TEXT COLLATE "C",
    business_location TEXT COLLATE "C",
    parent_model_id BIGINT,
    parent_serial TEXT COLLATE "C",
    corrects_event_id BIGINT,
    error_reason TEXT COLLATE "C",
    details TEXT COLLATE "C",
    salt BYTEA NOT NULL,
    PRIMARY KEY (batch_id, event_time, event_id, ordinal),
    CHECK (first_sequence <= last_sequence)
);
CREATE INDEX batch_ranges_by_event ON batch_ranges (event_id);

-- Unit-keyed. The column serial is empty where it equals serial_key.

CREATE TABLE units (
    model_id BIGINT NOT NULL,
    serial_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    manufacturer_id BIGINT NOT NULL,
    batch_id BIGINT,
    sequence BIGINT,
    produced_on TEXT COLLATE "C",
    disposition TEXT COLLATE "C",
    business_location TEXT COLLATE "C",
    located_at BIGINT,
    parent_model_id BIGINT,
    parent_serial TEXT COLLATE "C",
    owner_id BIGINT,
    marks TEXT COLLATE "C",
    service_from BIGINT,
    service_to BIGINT,
    failures BIGINT NOT NULL,
    ended_at BIGINT,
    first_time BIGINT,
    last_time BIGINT,
    last_position BIGINT,
    PRIMARY KEY (model_id, serial_key, serial)
);
CREATE INDEX units_by_serial ON units (serial_key);
CREATE INDEX units_by_batch ON units (batch_id, sequence) WHERE batch_id IS NOT NULL;
CREATE INDEX units_by_parent ON units (parent_model_id, parent_serial) WHERE parent_model_id IS NOT NULL;
CREATE INDEX units_by_owner ON units (owner_id) WHERE owner_id IS NOT NULL;

CREATE TABLE unit_events (
    model_id BIGINT NOT NULL,
    serial_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    event_time BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    role TEXT COLLATE "C" NOT NULL CHECK (role IN ('unit', 'parent', 'child')),
    ordinal BIGINT NOT NULL,
    position BIGINT,
    record_time BIGINT NOT NULL,
    zone_offset BIGINT NOT NULL,
    type TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    business_step TEXT COLLATE "C",
    disposition TEXT COLLATE "C",
    read_point TEXT COLLATE "C",
    business_location TEXT COLLATE "C",
    parent_model_id BIGINT,
    parent_serial TEXT COLLATE "C",
    corrects_event_id BIGINT,
    error_reason TEXT COLLATE "C",
    details TEXT COLLATE "C",
    salt BYTEA NOT NULL,
    PRIMARY KEY (model_id, serial_key, serial, event_time, event_id)
);
CREATE INDEX unit_events_by_event ON unit_events (event_id);

-- Own-key: the ledger.

CREATE TABLE events (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    position BIGINT,
    type TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    event_time BIGINT NOT NULL,
    zone_offset BIGINT NOT NULL,
    record_time BIGINT NOT NULL,
    business_step TEXT COLLATE "C",
    disposition TEXT COLLATE "C",
    read_point TEXT COLLATE "C",
    business_location TEXT COLLATE "C",
    corrects_event_id BIGINT,
    error_reason TEXT COLLATE "C",
    details TEXT COLLATE "C",
    principal TEXT COLLATE "C" NOT NULL,
    header_salt BYTEA NOT NULL,
    leaf BYTEA NOT NULL
);
-- Not unique: a unique key would have to hold the column by which the table is distributed. The audit counts.
CREATE INDEX events_by_position ON events (position);
CREATE INDEX events_by_corrects ON events (corrects_event_id) WHERE corrects_event_id IS NOT NULL;

CREATE TABLE event_texts (
    event_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    text TEXT COLLATE "C",
    salt BYTEA,
    commitment BYTEA NOT NULL,
    erased_at BIGINT,
    PRIMARY KEY (event_id, ordinal)
);

CREATE TABLE discrepancies (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    expected TEXT COLLATE "C",
    found TEXT COLLATE "C",
    created_at BIGINT NOT NULL
);
CREATE INDEX discrepancies_by_unit ON discrepancies (model_id, serial);
CREATE INDEX discrepancies_by_event ON discrepancies (event_id);

CREATE TABLE fleet_changes (
    event_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    position BIGINT,
    units BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    service_seconds BIGINT NOT NULL,
    PRIMARY KEY (model_id, event_id)
);
CREATE INDEX fleet_changes_by_position ON fleet_changes (position);

CREATE TABLE model_fleets (
    model_id BIGINT PRIMARY KEY,
    units BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    service_seconds BIGINT NOT NULL
);

CREATE TABLE followers (
    name TEXT COLLATE "C" PRIMARY KEY,
    position BIGINT NOT NULL
);

-- Own-key: people and programs.

CREATE TABLE parties (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    erased_at BIGINT
);
CREATE INDEX parties_by_reference ON parties (manufacturer_id, reference);

CREATE TABLE audit_trail (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT,
    at BIGINT NOT NULL,
    principal TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C"
);
CREATE INDEX audit_trail_by_time ON audit_trail (at, id);

CREATE TABLE idempotency (
    principal TEXT COLLATE "C" NOT NULL,
    route TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    body_hash BYTEA NOT NULL,
    status BIGINT NOT NULL,
    response BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (principal, route, key)
);
CREATE INDEX idempotency_by_time ON idempotency (created_at);

CREATE TABLE imports (
    id BIGINT PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    file_hash BYTEA NOT NULL,
    staging_file TEXT COLLATE "C" NOT NULL,
    format TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('writing', 'done')),
    principal TEXT COLLATE "C" NOT NULL,
    rows_total BIGINT NOT NULL,
    rows_done BIGINT NOT NULL,
    rows_created BIGINT NOT NULL,
    rows_updated BIGINT NOT NULL,
    next_row BIGINT NOT NULL,
    next_line BIGINT NOT NULL,
    next_byte BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX imports_by_state ON imports (state);
CREATE INDEX imports_by_hash ON imports (file_hash);
