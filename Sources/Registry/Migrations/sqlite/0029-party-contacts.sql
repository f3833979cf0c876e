-- Own-key: how a party is reached, beside it and apart from the ledger. Address lines are one text with line feeds.

CREATE TABLE party_contacts (
    party_id INTEGER PRIMARY KEY,
    name TEXT,
    email TEXT,
    phone TEXT,
    address TEXT,
    postcode TEXT,
    city TEXT,
    country TEXT,
    language TEXT,
    updated_at INTEGER NOT NULL
) STRICT;

-- What a party has consented to, each time a row; it holds until it is withdrawn. The code stands in a link by which
-- whoever was written to withdraws it.

CREATE TABLE party_consents (
    party_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    manufacturer_id INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    given_how TEXT NOT NULL,
    withdrawn_at INTEGER,
    withdrawn_how TEXT,
    withdrawal_code TEXT NOT NULL,
    PRIMARY KEY (party_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX party_consents_code ON party_consents (withdrawal_code);

-- Who consents to something now, for an audience.
CREATE INDEX party_consents_holding ON party_consents (manufacturer_id, purpose, party_id)
    WHERE withdrawn_at IS NULL;
