-- Three classes of tables. Reference: small, the same on every shard. Unit-keyed: distributed by serial_key.
-- Own-key: distributed by their id. Times are microseconds since 1970 UTC; civil dates are ISO text of any precision.

-- Reference: the catalogue.

CREATE TABLE manufacturers (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    country TEXT,
    note TEXT,
    row_version INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE manufacturer_prefixes (
    kind TEXT NOT NULL CHECK (kind IN ('gs1', 'wmi')),
    prefix TEXT NOT NULL,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    PRIMARY KEY (kind, prefix)
) STRICT, WITHOUT ROWID;
CREATE INDEX manufacturer_prefixes_by_manufacturer ON manufacturer_prefixes (manufacturer_id);

CREATE TABLE models (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    kind TEXT NOT NULL CHECK (kind IN ('product', 'container')),
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    name TEXT,
    line TEXT,
    brand TEXT,
    version TEXT,
    category TEXT,
    announced_on TEXT,
    released_on TEXT,
    sales_end_on TEXT,
    support_end_on TEXT,
    supersedes_id INTEGER REFERENCES models (id),
    fleet_published INTEGER NOT NULL CHECK (fleet_published IN (0, 1)),
    row_version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (manufacturer_id, number)
) STRICT;
CREATE INDEX models_by_number_key ON models (number_key);
CREATE INDEX models_by_supersedes ON models (supersedes_id) WHERE supersedes_id IS NOT NULL;

CREATE TABLE model_gtins (
    gtin TEXT PRIMARY KEY,
    model_id INTEGER NOT NULL REFERENCES models (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_gtins_by_model ON model_gtins (model_id);

CREATE TABLE model_specifications (
    model_id INTEGER NOT NULL REFERENCES models (id),
    name TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('number', 'text', 'yesNo')),
    value TEXT NOT NULL,
    unit_code TEXT,
    PRIMARY KEY (model_id, name)
) STRICT, WITHOUT ROWID;

-- Reference: what has been issued. A batch is a rule: the serial numbers of a million units are one row.

CREATE TABLE serial_formats (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    model_id INTEGER NOT NULL REFERENCES models (id),
    pattern TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (model_id, pattern)
) STRICT;

CREATE TABLE batches (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    model_id INTEGER NOT NULL REFERENCES models (id),
    number TEXT NOT NULL,
    format_id INTEGER REFERENCES serial_formats (id),
    printed_key TEXT,
    first_sequence INTEGER,
    last_sequence INTEGER,
    plant TEXT,
    line TEXT,
    produced_on TEXT,
    event_id INTEGER,
    created_at INTEGER NOT NULL,
    UNIQUE (model_id, number),
    CHECK ((format_id IS NULL) = (printed_key IS NULL)),
    CHECK ((format_id IS NULL) = (first_sequence IS NULL)),
    CHECK ((format_id IS NULL) = (last_sequence IS NULL)),
    CHECK (first_sequence <= last_sequence)
) STRICT;
CREATE UNIQUE INDEX batches_by_printed ON batches (format_id, printed_key, first_sequence)
    WHERE format_id IS NOT NULL;

CREATE TABLE batch_ranges (
    batch_id INTEGER NOT NULL REFERENCES batches (id),
    event_time INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    first_sequence INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL,
    position INTEGER,
    record_time INTEGER NOT NULL,
    zone_offset INTEGER NOT NULL,
    type TEXT NOT NULL,
    action TEXT NOT NULL,
    business_step TEXT,
    disposition TEXT,
    read_point TEXT,
    business_location TEXT,
    parent_model_id INTEGER,
    parent_serial TEXT,
    corrects_event_id INTEGER,
    error_reason TEXT,
    details TEXT,
    salt BLOB NOT NULL,
    PRIMARY KEY (batch_id, event_time, event_id, ordinal),
    CHECK (first_sequence <= last_sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_ranges_by_event ON batch_ranges (event_id);

-- Unit-keyed. The column serial is empty where it equals serial_key.

CREATE TABLE units (
    model_id INTEGER NOT NULL,
    serial_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    batch_id INTEGER,
    sequence INTEGER,
    produced_on TEXT,
    disposition TEXT,
    business_location TEXT,
    located_at INTEGER,
    parent_model_id INTEGER,
    parent_serial TEXT,
    owner_id INTEGER,
    marks TEXT,
    service_from INTEGER,
    service_to INTEGER,
    failures INTEGER NOT NULL,
    ended_at INTEGER,
    first_time INTEGER,
    last_time INTEGER,
    last_position INTEGER,
    PRIMARY KEY (model_id, serial_key, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX units_by_serial ON units (serial_key);
CREATE INDEX units_by_batch ON units (batch_id, sequence) WHERE batch_id IS NOT NULL;
CREATE INDEX units_by_parent ON units (parent_model_id, parent_serial) WHERE parent_model_id IS NOT NULL;
CREATE INDEX units_by_owner ON units (owner_id) WHERE owner_id IS NOT NULL;

CREATE TABLE unit_events (
    model_id INTEGER NOT NULL,
    serial_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    event_time INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('unit', 'parent', 'child')),
    ordinal INTEGER NOT NULL,
    position INTEGER,
    record_time INTEGER NOT NULL,
    zone_offset INTEGER NOT NULL,
    type TEXT NOT NULL,
    action TEXT NOT NULL,
    business_step TEXT,
    disposition TEXT,
    read_point TEXT,
    business_location TEXT,
    parent_model_id INTEGER,
    parent_serial TEXT,
    corrects_event_id INTEGER,
    error_reason TEXT,
    details TEXT,
    salt BLOB NOT NULL,
    PRIMARY KEY (model_id, serial_key, serial, event_time, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_events_by_event ON unit_events (event_id);

-- Own-key: the ledger.

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    position INTEGER,
    type TEXT NOT NULL,
    action TEXT NOT NULL,
    event_time INTEGER NOT NULL,
    zone_offset INTEGER NOT NULL,
    record_time INTEGER NOT NULL,
    business_step TEXT,
    disposition TEXT,
    read_point TEXT,
    business_location TEXT,
    corrects_event_id INTEGER,
    error_reason TEXT,
    details TEXT,
    principal TEXT NOT NULL,
    header_salt BLOB NOT NULL,
    leaf BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_by_position ON events (position);
CREATE INDEX events_by_corrects ON events (corrects_event_id) WHERE corrects_event_id IS NOT NULL;

CREATE TABLE event_texts (
    event_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    text TEXT,
    salt BLOB,
    commitment BLOB NOT NULL,
    erased_at INTEGER,
    PRIMARY KEY (event_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE discrepancies (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    serial TEXT NOT NULL,
    code TEXT NOT NULL,
    expected TEXT,
    found TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX discrepancies_by_unit ON discrepancies (model_id, serial);
CREATE INDEX discrepancies_by_event ON discrepancies (event_id);

CREATE TABLE fleet_changes (
    event_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    position INTEGER,
    units INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    service_seconds INTEGER NOT NULL,
    PRIMARY KEY (model_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fleet_changes_by_position ON fleet_changes (position);

CREATE TABLE model_fleets (
    model_id INTEGER PRIMARY KEY,
    units INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    service_seconds INTEGER NOT NULL
) STRICT;

CREATE TABLE followers (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Own-key: people and programs.

CREATE TABLE parties (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    reference TEXT NOT NULL,
    name TEXT,
    created_at INTEGER NOT NULL,
    erased_at INTEGER
) STRICT;
CREATE INDEX parties_by_reference ON parties (manufacturer_id, reference);

CREATE TABLE audit_trail (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER,
    at INTEGER NOT NULL,
    principal TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT
) STRICT;
CREATE INDEX audit_trail_by_time ON audit_trail (at, id);

CREATE TABLE idempotency (
    principal TEXT NOT NULL,
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    status INTEGER NOT NULL,
    response BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (principal, route, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_time ON idempotency (created_at);

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    file_hash BLOB NOT NULL,
    staging_file TEXT NOT NULL,
    format TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('writing', 'done')),
    principal TEXT NOT NULL,
    rows_total INTEGER NOT NULL,
    rows_done INTEGER NOT NULL,
    rows_created INTEGER NOT NULL,
    rows_updated INTEGER NOT NULL,
    next_row INTEGER NOT NULL,
    next_line INTEGER NOT NULL,
    next_byte INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
CREATE INDEX imports_by_state ON imports (state);
CREATE INDEX imports_by_hash ON imports (file_hash);
