-- Reference: for which faults a document is, as a JSON array of fault codes; NULL for none in particular.

ALTER TABLE documents ADD COLUMN fault_codes TEXT COLLATE "C";
