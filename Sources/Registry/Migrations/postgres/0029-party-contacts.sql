-- Own-key: how a party is reached, beside it and apart from the ledger. Address lines are one text with line feeds.

CREATE TABLE party_contacts (
    party_id BIGINT PRIMARY KEY,
    name TEXT COLLATE "C",
    email TEXT COLLATE "C",
    phone TEXT COLLATE "C",
    address TEXT COLLATE "C",
    postcode TEXT COLLATE "C",
    city TEXT COLLATE "C",
    country TEXT COLLATE "C",
    language TEXT COLLATE "C",
    updated_at BIGINT NOT NULL
);

-- What a party has consented to, each time a row; it holds until it is withdrawn. The code stands in a link by which
-- whoever was written to withdraws it.

CREATE TABLE party_consents (
    party_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    manufacturer_id BIGINT NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    given_at BIGINT NOT NULL,
    given_how TEXT COLLATE "C" NOT NULL,
    withdrawn_at BIGINT,
    withdrawn_how TEXT COLLATE "C",
    withdrawal_code TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (party_id, id)
);

CREATE INDEX party_consents_code ON party_consents (withdrawal_code);

-- Who consents to something now, for an audience.
CREATE INDEX party_consents_holding ON party_consents (manufacturer_id, purpose, party_id)
    WHERE withdrawn_at IS NULL;
