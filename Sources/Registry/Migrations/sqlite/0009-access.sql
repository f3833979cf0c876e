-- Own-key: who may sign in. What is personal is in the account's row; everything else names its random id.

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    full_name TEXT,
    password TEXT,
    second_factor BLOB,
    second_factor_step INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER
) STRICT;

-- What it may do, within which bounds: 0 for every manufacturer, empty for every site.
CREATE TABLE account_grants (
    account_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    site TEXT NOT NULL,
    PRIMARY KEY (account_id, role, manufacturer_id, site)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_grants_by_manufacturer ON account_grants (manufacturer_id);

CREATE TABLE account_parties (
    account_id INTEGER NOT NULL,
    party_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, party_id)
) STRICT, WITHOUT ROWID;

-- Of codes, sessions and tokens only SHA-256 is kept: they are random, nobody guesses what has that hash.

CREATE TABLE recovery_codes (
    account_id INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (account_id, hash)
) STRICT, WITHOUT ROWID;

-- A code by which an account's owner chooses a password, once.
CREATE TABLE invitations (
    account_id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    account_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    network TEXT NOT NULL,
    agent TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_account ON sessions (account_id);

CREATE TABLE access_tokens (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    permissions TEXT NOT NULL,
    manufacturers TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE INDEX access_tokens_by_account ON access_tokens (account_id);

-- How often a sign-in has failed since a moment: by network, by account, by device, each as a hash.
CREATE TABLE sign_in_failures (
    subject BLOB PRIMARY KEY,
    since INTEGER NOT NULL,
    failures INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_failures_by_time ON sign_in_failures (since);

-- One row, which changes with every change of what somebody may do, by which a server learns that what it knows is old.
CREATE TABLE access_versions (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO access_versions (id, version) VALUES (1, 0);
