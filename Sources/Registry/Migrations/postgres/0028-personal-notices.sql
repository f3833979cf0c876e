-- To what end a person is written to, where that needs its consent.
ALTER TABLE notices ADD COLUMN purpose TEXT COLLATE "C";
CREATE INDEX notices_by_party ON notices (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX deliveries_by_party ON deliveries (party_id) WHERE party_id IS NOT NULL;

-- Reference: texts that manufacturers have put in the place of those that come with the program.

CREATE TABLE notice_templates (
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    topic TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (manufacturer_id, topic, language)
);

-- Own-key, beside deliveries: what was sent to a person, and the proof of it. Where to and what is personal, and is erased
-- with the party; the proof stays.

CREATE TABLE delivery_contents (
    delivery_id BIGINT PRIMARY KEY,
    address TEXT COLLATE "C",
    subject TEXT COLLATE "C",
    body TEXT COLLATE "C",
    language TEXT COLLATE "C" NOT NULL,
    message_id TEXT COLLATE "C",
    digest TEXT COLLATE "C" NOT NULL,
    sent_at BIGINT NOT NULL
);
