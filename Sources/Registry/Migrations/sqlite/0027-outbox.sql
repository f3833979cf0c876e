-- Reference: where a manufacturer wants to be told what happens. Secrets lie sealed under the master key. What is taken away
-- keeps its row, which deliveries name, but neither name, address nor secret.

CREATE TABLE webhook_subscriptions (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    topics TEXT NOT NULL,
    business_steps TEXT NOT NULL,
    dispositions TEXT NOT NULL,
    population TEXT,
    secret BLOB NOT NULL,
    former_secret BLOB,
    former_until INTEGER,
    after_position INTEGER NOT NULL,
    paused_until INTEGER,
    off_since INTEGER,
    off_reason TEXT,
    removed_at INTEGER,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    UNIQUE (manufacturer_id, name)
) STRICT;

-- Own-key: what is announced, written in the transaction of what it announces. The id follows from the key, so that a
-- notice is there once. What in the facts is for the party alone is erased with it.

CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL,
    topic TEXT NOT NULL,
    key TEXT NOT NULL,
    party_id INTEGER,
    model_id INTEGER,
    serial TEXT,
    event_id INTEGER,
    facts TEXT NOT NULL,
    posted_at INTEGER NOT NULL
) STRICT;

-- Own-key: a notice on its way to one destination; subscription_id is 0 where that is a person. While a worker has it,
-- due_at is when it must give it back.

CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    notice_id INTEGER NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    topic TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('webhook', 'email', 'letter')),
    subscription_id INTEGER NOT NULL,
    party_id INTEGER,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'dead', 'stopped', 'bounced')),
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    lease INTEGER,
    problem TEXT,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_by_destination ON deliveries (subscription_id, channel, state, due_at);
CREATE INDEX deliveries_by_state ON deliveries (state, due_at);
CREATE INDEX deliveries_by_manufacturer ON deliveries (manufacturer_id, created_at, id);
CREATE INDEX deliveries_by_manufacturer_state ON deliveries (manufacturer_id, state, created_at, id);
CREATE INDEX deliveries_by_notice ON deliveries (notice_id);
CREATE INDEX deliveries_done ON deliveries (changed_at, id) WHERE state IN ('sent', 'dead', 'stopped', 'bounced');
CREATE INDEX letters_waiting ON deliveries (manufacturer_id, created_at, id) WHERE channel = 'letter' AND state = 'waiting';

CREATE TABLE delivery_attempts (
    delivery_id INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    detail TEXT,
    PRIMARY KEY (delivery_id, attempt)
) STRICT, WITHOUT ROWID;
