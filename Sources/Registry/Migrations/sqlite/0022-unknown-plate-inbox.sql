-- Own-key: what is told of plates that were looked up in vain, beside their shapes: the two characters of which one stood for
-- the other, or that one number was looked up again and again. The ids are 0 where nothing was named.

CREATE TABLE unknown_plate_marks (
    manufacturer_id INTEGER NOT NULL,
    month TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    shape TEXT NOT NULL,
    mark TEXT NOT NULL,
    lookups INTEGER NOT NULL,
    PRIMARY KEY (manufacturer_id, month, model_id, reason, shape, mark)
) STRICT, WITHOUT ROWID;
CREATE INDEX unknown_plate_marks_by_month ON unknown_plate_marks (month);

-- Own-key: the clusters of them that somebody has worked off, and how many look-ups there were then.
CREATE TABLE unknown_plate_decisions (
    manufacturer_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    cause TEXT NOT NULL,
    shape TEXT NOT NULL,
    detail TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    lookups INTEGER NOT NULL,
    decided_at INTEGER NOT NULL,
    decided_by TEXT NOT NULL,
    PRIMARY KEY (manufacturer_id, model_id, cause, shape, detail)
) STRICT, WITHOUT ROWID;
