-- Reference: recalls and other campaigns of manufacturers. What one says is JSON; what it is looked for by stands beside it.

CREATE TABLE campaigns (
    id BIGINT PRIMARY KEY,
    manufacturer_id BIGINT NOT NULL REFERENCES manufacturers (id),
    created_by TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('draft', 'open', 'suspended', 'closed', 'withdrawn')),
    document TEXT COLLATE "C" NOT NULL,
    text_version BIGINT NOT NULL CHECK (text_version > 0),
    opened_at BIGINT,
    closed_at BIGINT,
    row_version BIGINT NOT NULL
);
CREATE INDEX campaigns_by_time ON campaigns (manufacturer_id, created_at, id);
CREATE INDEX campaigns_by_state ON campaigns (manufacturer_id, state, id);

-- Reference: every text of a campaign that was ever public.

CREATE TABLE campaign_versions (
    campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
    version BIGINT NOT NULL,
    document TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C",
    PRIMARY KEY (campaign_id, version)
);

-- Reference: what was done to a campaign.

CREATE TABLE campaign_steps (
    campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
    ordinal BIGINT NOT NULL,
    step TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C",
    PRIMARY KEY (campaign_id, ordinal)
);

-- Reference: how many units a campaign was for at its opening, at each notice and amendment, by their states as JSON. The
-- position is that of the ledger's last event that was counted.

CREATE TABLE campaign_snapshots (
    campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
    ordinal BIGINT NOT NULL,
    occasion TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    document TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (campaign_id, ordinal)
);

-- Unit-keyed: what became of a unit in a campaign. The column serial is empty where it equals serial_key. The evidence is
-- what a service order or a receipt is called, the notice what the owner was sent. The
-- note and who has done it are erased with the owner of then.

CREATE TABLE campaign_units (
    campaign_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    serial_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    by TEXT COLLATE "C" NOT NULL,
    event_id BIGINT,
    notice_id BIGINT,
    party_id BIGINT,
    evidence TEXT COLLATE "C",
    note TEXT COLLATE "C",
    done_on TEXT COLLATE "C",
    done_by TEXT COLLATE "C",
    row_version BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, model_id, serial_key, serial)
);
CREATE INDEX campaign_units_by_unit ON campaign_units (model_id, serial_key, serial);
CREATE INDEX campaign_units_by_party ON campaign_units (party_id) WHERE party_id IS NOT NULL;
