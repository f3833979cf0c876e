-- What populations ask of units: the order under which a batch was made, and the market that a unit was made or sold for.

-- Reference: what has been issued.

ALTER TABLE batches ADD COLUMN work_order TEXT COLLATE "C";

-- Unit-keyed. Units of no issued batch are listed without reading those of one; no event of a unit changes this index.

ALTER TABLE units ADD COLUMN market TEXT COLLATE "C";
CREATE INDEX units_unissued ON units (model_id, serial_key, serial) WHERE sequence IS NULL;
