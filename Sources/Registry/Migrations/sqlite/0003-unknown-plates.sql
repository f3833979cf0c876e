-- Own-key: what was looked up in vain, by shape alone, counted for each month. The ids are 0 where nothing was named.

CREATE TABLE unknown_plates (
    manufacturer_id INTEGER NOT NULL,
    month TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    shape TEXT NOT NULL,
    lookups INTEGER NOT NULL,
    PRIMARY KEY (manufacturer_id, month, model_id, reason, shape)
) STRICT, WITHOUT ROWID;
CREATE INDEX unknown_plates_by_month ON unknown_plates (month);

-- Where a number is looked up without its model, many models may print in one space.
CREATE INDEX batches_by_space ON batches (printed_key, first_sequence) WHERE printed_key IS NOT NULL;
