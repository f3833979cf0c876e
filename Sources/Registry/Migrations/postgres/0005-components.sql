-- Which units contain parts of a batch: the units of a batch that are in something, by sequence or by serial number.
CREATE INDEX units_contained_by_batch ON units (batch_id, sequence, serial_key, serial)
    WHERE batch_id IS NOT NULL AND parent_model_id IS NOT NULL;
