-- Own-key: what is told of plates that were looked up in vain, beside their shapes: the two characters of which one stood for
-- the other, or that one number was looked up again and again. The ids are 0 where nothing was named.

CREATE TABLE unknown_plate_marks (
    manufacturer_id BIGINT NOT NULL,
    month TEXT COLLATE "C" NOT NULL,
    model_id BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    shape TEXT COLLATE "C" NOT NULL,
    mark TEXT COLLATE "C" NOT NULL,
    lookups BIGINT NOT NULL,
    PRIMARY KEY (manufacturer_id, month, model_id, reason, shape, mark)
);
CREATE INDEX unknown_plate_marks_by_month ON unknown_plate_marks (month);

-- Own-key: the clusters of them that somebody has worked off, and how many look-ups there were then.
CREATE TABLE unknown_plate_decisions (
    manufacturer_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    cause TEXT COLLATE "C" NOT NULL,
    shape TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    lookups BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    decided_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (manufacturer_id, model_id, cause, shape, detail)
);
