-- Own-key: what was looked up in vain, by shape alone, counted for each month. The ids are 0 where nothing was named.

CREATE TABLE unknown_plates (
    manufacturer_id BIGINT NOT NULL,
    month TEXT COLLATE "C" NOT NULL,
    model_id BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    shape TEXT COLLATE "C" NOT NULL,
    lookups BIGINT NOT NULL,
    PRIMARY KEY (manufacturer_id, month, model_id, reason, shape)
);
CREATE INDEX unknown_plates_by_month ON unknown_plates (month);
