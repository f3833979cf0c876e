-- Reference: cohorts of units whose claims exceed what their ages explain, as a search has found them, with what was done about
-- each. cohort, figures and also (other explanations) are JSON, population the same units in the language of populations; found_on
-- is the last day that counted, judged_claims how many claims there were when somebody last judged it.

CREATE TABLE emerging_issues (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    fault_code TEXT COLLATE "C" NOT NULL,
    cohort TEXT COLLATE "C" NOT NULL,
    population TEXT COLLATE "C" NOT NULL,
    also TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    opened_at BIGINT NOT NULL,
    ended_at BIGINT,
    found_on TEXT COLLATE "C" NOT NULL,
    found_at BIGINT NOT NULL,
    figures TEXT COLLATE "C" NOT NULL,
    claims BIGINT NOT NULL,
    judged_claims BIGINT,
    problem_id BIGINT,
    row_version BIGINT NOT NULL
);
CREATE INDEX emerging_issues_by_manufacturer ON emerging_issues (manufacturer_id, opened_at, id);

CREATE TABLE emerging_issue_steps (
    issue_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    step TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C",
    PRIMARY KEY (issue_id, ordinal)
);

-- Reference: what each search looked at, the latest of each manufacturer.

CREATE TABLE emerging_searches (
    manufacturer_id BIGINT PRIMARY KEY,
    searched_at BIGINT NOT NULL,
    last_day TEXT COLLATE "C" NOT NULL,
    models BIGINT NOT NULL,
    units BIGINT NOT NULL,
    claims BIGINT NOT NULL,
    windows BIGINT NOT NULL,
    milliseconds BIGINT NOT NULL
);
