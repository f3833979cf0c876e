-- Own-key: what people complain of about products, latest received first. The codes are one text, a line each; complaint_faults
-- finds complaints by them. Of one source, a manufacturer has a reference once, which is seen to when it is written.

CREATE TABLE complaints (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    source TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    unit_key TEXT,
    serial TEXT,
    identification TEXT,
    fault_codes TEXT NOT NULL,
    failed_on TEXT,
    received_on TEXT NOT NULL,
    usage INTEGER,
    usage_unit TEXT,
    country TEXT,
    crash INTEGER NOT NULL CHECK (crash IN (0, 1)),
    fire INTEGER NOT NULL CHECK (fire IN (0, 1)),
    injured INTEGER NOT NULL,
    deaths INTEGER NOT NULL,
    words TEXT,
    reference TEXT,
    state TEXT NOT NULL,
    problem_id INTEGER,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX complaints_by_day ON complaints (manufacturer_id, received_on, id);
CREATE INDEX complaints_by_reference ON complaints (manufacturer_id, source, reference)
    WHERE reference IS NOT NULL;
CREATE INDEX complaints_by_problem ON complaints (problem_id, received_on, id) WHERE problem_id IS NOT NULL;

CREATE TABLE complaint_faults (
    complaint_id INTEGER NOT NULL,
    fault_code TEXT NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    received_on TEXT NOT NULL,
    PRIMARY KEY (complaint_id, fault_code)
) STRICT, WITHOUT ROWID;
CREATE INDEX complaint_faults_by_code ON complaint_faults (manufacturer_id, fault_code, received_on, complaint_id);

-- Reference: problems, with what is done about them. Populations are kept as they were written.

CREATE TABLE problems (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    opened_by TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    ended_at INTEGER,
    title TEXT NOT NULL,
    population TEXT,
    severity INTEGER CHECK (severity BETWEEN 1 AND 10),
    owner TEXT NOT NULL,
    due_on TEXT,
    containment TEXT,
    contained_on TEXT,
    cause TEXT,
    cause_category TEXT,
    correction TEXT,
    change_note TEXT,
    effectivity TEXT,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX problems_by_manufacturer ON problems (manufacturer_id, opened_at, id);

CREATE TABLE problem_models (
    problem_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    PRIMARY KEY (problem_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE problem_faults (
    problem_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    fault_code TEXT NOT NULL,
    PRIMARY KEY (problem_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE problem_steps (
    problem_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    step TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (problem_id, ordinal)
) STRICT, WITHOUT ROWID;
