-- Reference: where a manufacturer wants to be told what happens. Secrets lie sealed under the master key. What is taken away
-- keeps its row, which deliveries name, but neither name, address nor secret.

CREATE TABLE webhook_subscriptions (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    name TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    topics TEXT COLLATE "C" NOT NULL,
    business_steps TEXT COLLATE "C" NOT NULL,
    dispositions TEXT COLLATE "C" NOT NULL,
    population TEXT COLLATE "C",
    secret BYTEA NOT NULL,
    former_secret BYTEA,
    former_until BIGINT,
    after_position BIGINT NOT NULL,
    paused_until BIGINT,
    off_since BIGINT,
    off_reason TEXT COLLATE "C",
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    UNIQUE (manufacturer_id, name)
);

-- Own-key: what is announced, written in the transaction of what it announces. The id follows from the key, so that a
-- notice is there once. What in the facts is for the party alone is erased with it.

CREATE TABLE notices (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL,
    topic TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    party_id BIGINT,
    model_id BIGINT,
    serial TEXT COLLATE "C",
    event_id BIGINT,
    facts TEXT COLLATE "C" NOT NULL,
    posted_at BIGINT NOT NULL
);

-- Own-key: a notice on its way to one destination; subscription_id is 0 where that is a person. While a worker has it,
-- due_at is when it must give it back.

CREATE TABLE deliveries (
    id BIGINT PRIMARY KEY,
    notice_id BIGINT NOT NULL,
    manufacturer_id BIGINT NOT NULL,
    topic TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL CHECK (channel IN ('webhook', 'email', 'letter')),
    subscription_id BIGINT NOT NULL,
    party_id BIGINT,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'dead', 'stopped', 'bounced')),
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    lease BIGINT,
    problem TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX deliveries_by_destination ON deliveries (subscription_id, channel, state, due_at);
CREATE INDEX deliveries_by_state ON deliveries (state, due_at);
CREATE INDEX deliveries_by_manufacturer ON deliveries (manufacturer_id, created_at, id);
CREATE INDEX deliveries_by_manufacturer_state ON deliveries (manufacturer_id, state, created_at, id);
CREATE INDEX deliveries_by_notice ON deliveries (notice_id);
CREATE INDEX deliveries_done ON deliveries (changed_at, id) WHERE state IN ('sent', 'dead', 'stopped', 'bounced');
CREATE INDEX letters_waiting ON deliveries (manufacturer_id, created_at, id) WHERE channel = 'letter' AND state = 'waiting';

CREATE TABLE delivery_attempts (
    delivery_id BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    status BIGINT,
    detail TEXT COLLATE "C",
    PRIMARY KEY (delivery_id, attempt)
);
