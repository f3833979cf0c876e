-- What waits on the home page of those who look after products: the latest first.

CREATE INDEX discrepancies_by_time ON discrepancies (created_at);
CREATE INDEX discrepancies_by_manufacturer ON discrepancies (manufacturer_id, created_at);
CREATE INDEX batches_by_time ON batches (created_at);
CREATE INDEX batches_by_manufacturer_time ON batches (manufacturer_id, created_at);
