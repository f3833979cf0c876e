-- Reference: cohorts of units whose claims exceed what their ages explain, as a search has found them, with what was done about
-- each. cohort, figures and also (other explanations) are JSON, population the same units in the language of populations; found_on
-- is the last day that counted, judged_claims how many claims there were when somebody last judged it.

CREATE TABLE emerging_issues (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    fault_code TEXT NOT NULL,
    cohort TEXT NOT NULL,
    population TEXT NOT NULL,
    also TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    opened_at INTEGER NOT NULL,
    ended_at INTEGER,
    found_on TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    figures TEXT NOT NULL,
    claims INTEGER NOT NULL,
    judged_claims INTEGER,
    problem_id INTEGER,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX emerging_issues_by_manufacturer ON emerging_issues (manufacturer_id, opened_at, id);

CREATE TABLE emerging_issue_steps (
    issue_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    step TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (issue_id, ordinal)
) STRICT, WITHOUT ROWID;

-- Reference: what each search looked at, the latest of each manufacturer.

CREATE TABLE emerging_searches (
    manufacturer_id INTEGER PRIMARY KEY,
    searched_at INTEGER NOT NULL,
    last_day TEXT NOT NULL,
    models INTEGER NOT NULL,
    units INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    windows INTEGER NOT NULL,
    milliseconds INTEGER NOT NULL
) STRICT;
