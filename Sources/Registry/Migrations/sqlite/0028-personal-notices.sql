-- To what end a person is written to, where that needs its consent.
ALTER TABLE notices ADD COLUMN purpose TEXT;
CREATE INDEX notices_by_party ON notices (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX deliveries_by_party ON deliveries (party_id) WHERE party_id IS NOT NULL;

-- Reference: texts that manufacturers have put in the place of those that come with the program.

CREATE TABLE notice_templates (
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    topic TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (manufacturer_id, topic, language)
) STRICT, WITHOUT ROWID;

-- Own-key, beside deliveries: what was sent to a person, and the proof of it. Where to and what is personal, and is erased
-- with the party; the proof stays.

CREATE TABLE delivery_contents (
    delivery_id INTEGER PRIMARY KEY,
    address TEXT,
    subject TEXT,
    body TEXT,
    language TEXT NOT NULL,
    message_id TEXT,
    digest TEXT NOT NULL,
    sent_at INTEGER NOT NULL
) STRICT;
