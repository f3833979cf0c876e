-- Own-key: what people complain of about products, latest received first. The codes are one text, a line each; complaint_faults
-- finds complaints by them. Of one source, a manufacturer has a reference once, which is seen to when it is written.

CREATE TABLE complaints (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    entered_by TEXT COLLATE "C" NOT NULL,
    entered_at BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    unit_key TEXT COLLATE "C",
    serial TEXT COLLATE "C",
    identification TEXT COLLATE "C",
    fault_codes TEXT COLLATE "C" NOT NULL,
    failed_on TEXT COLLATE "C",
    received_on TEXT COLLATE "C" NOT NULL,
    usage BIGINT,
    usage_unit TEXT COLLATE "C",
    country TEXT COLLATE "C",
    crash BIGINT NOT NULL CHECK (crash IN (0, 1)),
    fire BIGINT NOT NULL CHECK (fire IN (0, 1)),
    injured BIGINT NOT NULL,
    deaths BIGINT NOT NULL,
    words TEXT COLLATE "C",
    reference TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    problem_id BIGINT,
    row_version BIGINT NOT NULL
);
CREATE INDEX complaints_by_day ON complaints (manufacturer_id, received_on, id);
CREATE INDEX complaints_by_reference ON complaints (manufacturer_id, source, reference)
    WHERE reference IS NOT NULL;
CREATE INDEX complaints_by_problem ON complaints (problem_id, received_on, id) WHERE problem_id IS NOT NULL;

CREATE TABLE complaint_faults (
    complaint_id BIGINT NOT NULL,
    fault_code TEXT COLLATE "C" NOT NULL,
    manufacturer_id BIGINT NOT NULL,
    received_on TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (complaint_id, fault_code)
);
CREATE INDEX complaint_faults_by_code ON complaint_faults (manufacturer_id, fault_code, received_on, complaint_id);

-- Reference: problems, with what is done about them. Populations are kept as they were written.

CREATE TABLE problems (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    opened_by TEXT COLLATE "C" NOT NULL,
    opened_at BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    ended_at BIGINT,
    title TEXT COLLATE "C" NOT NULL,
    population TEXT COLLATE "C",
    severity BIGINT CHECK (severity BETWEEN 1 AND 10),
    owner TEXT COLLATE "C" NOT NULL,
    due_on TEXT COLLATE "C",
    containment TEXT COLLATE "C",
    contained_on TEXT COLLATE "C",
    cause TEXT COLLATE "C",
    cause_category TEXT COLLATE "C",
    correction TEXT COLLATE "C",
    change_note TEXT COLLATE "C",
    effectivity TEXT COLLATE "C",
    row_version BIGINT NOT NULL
);
CREATE INDEX problems_by_manufacturer ON problems (manufacturer_id, opened_at, id);

CREATE TABLE problem_models (
    problem_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    PRIMARY KEY (problem_id, ordinal)
);

CREATE TABLE problem_faults (
    problem_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    fault_code TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (problem_id, ordinal)
);

CREATE TABLE problem_steps (
    problem_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    step TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C",
    PRIMARY KEY (problem_id, ordinal)
);
