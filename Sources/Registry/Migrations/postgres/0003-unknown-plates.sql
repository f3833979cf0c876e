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

-- Where a number is looked up without its model, many models may print in one space.
CREATE INDEX batches_by_space ON batches (printed_key, first_sequence) WHERE printed_key IS NOT NULL;
