-- Until when the goods of a batch are good for use (GS1 AI 17), as YYYY-MM-DD.

-- Reference: what has been issued.

ALTER TABLE batches ADD COLUMN expires_on TEXT;
