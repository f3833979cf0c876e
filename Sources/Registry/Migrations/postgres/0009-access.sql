-- Own-key: who may sign in. What is personal is in the account's row; everything else names its random id.

CREATE TABLE accounts (
    id BIGINT PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    full_name TEXT COLLATE "C",
    password TEXT COLLATE "C",
    second_factor BYTEA,
    second_factor_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);

-- What it may do, within which bounds: 0 for every manufacturer, empty for every site.
CREATE TABLE account_grants (
    account_id BIGINT NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    manufacturer_id BIGINT NOT NULL,
    site TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account_id, role, manufacturer_id, site)
);
CREATE INDEX account_grants_by_manufacturer ON account_grants (manufacturer_id);

CREATE TABLE account_parties (
    account_id BIGINT NOT NULL,
    party_id BIGINT NOT NULL,
    PRIMARY KEY (account_id, party_id)
);

-- Of codes, sessions and tokens only SHA-256 is kept: they are random, nobody guesses what has that hash.

CREATE TABLE recovery_codes (
    account_id BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (account_id, hash)
);

-- A code by which an account's owner chooses a password, once.
CREATE TABLE invitations (
    account_id BIGINT PRIMARY KEY,
    hash BYTEA NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    id BIGINT PRIMARY KEY,
    hash BYTEA NOT NULL UNIQUE,
    account_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    network TEXT COLLATE "C" NOT NULL,
    agent TEXT COLLATE "C" NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account_id);

CREATE TABLE access_tokens (
    id BIGINT PRIMARY KEY,
    hash BYTEA NOT NULL UNIQUE,
    account_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    permissions TEXT COLLATE "C" NOT NULL,
    manufacturers TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX access_tokens_by_account ON access_tokens (account_id);

-- How often a sign-in has failed since a moment: by network, by account, by device, each as a hash.
CREATE TABLE sign_in_failures (
    subject BYTEA PRIMARY KEY,
    since BIGINT NOT NULL,
    failures BIGINT NOT NULL
);
CREATE INDEX sign_in_failures_by_time ON sign_in_failures (since);

-- One row, which changes with every change of what somebody may do, by which a server learns that what it knows is old.
CREATE TABLE access_versions (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL
);
INSERT INTO access_versions (id, version) VALUES (1, 0);
