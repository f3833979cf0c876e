-- Reference: recalls and other campaigns of manufacturers. What one says is JSON; what it is looked for by stands beside it.

CREATE TABLE campaigns (
    id INTEGER PRIMARY KEY,
    manufacturer_id INTEGER NOT NULL REFERENCES manufacturers (id),
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'suspended', 'closed', 'withdrawn')),
    document TEXT NOT NULL,
    text_version INTEGER NOT NULL CHECK (text_version > 0),
    opened_at INTEGER,
    closed_at INTEGER,
    row_version INTEGER NOT NULL
) STRICT;
CREATE INDEX campaigns_by_time ON campaigns (manufacturer_id, created_at, id);
CREATE INDEX campaigns_by_state ON campaigns (manufacturer_id, state, id);

-- Reference: every text of a campaign that was ever public.

CREATE TABLE campaign_versions (
    campaign_id INTEGER NOT NULL REFERENCES campaigns (id),
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (campaign_id, version)
) STRICT, WITHOUT ROWID;

-- Reference: what was done to a campaign.

CREATE TABLE campaign_steps (
    campaign_id INTEGER NOT NULL REFERENCES campaigns (id),
    ordinal INTEGER NOT NULL,
    step TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (campaign_id, ordinal)
) STRICT, WITHOUT ROWID;

-- Reference: how many units a campaign was for at its opening, at each notice and amendment, by their states as JSON. The
-- position is that of the ledger's last event that was counted.

CREATE TABLE campaign_snapshots (
    campaign_id INTEGER NOT NULL REFERENCES campaigns (id),
    ordinal INTEGER NOT NULL,
    occasion TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    position INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campaign_id, ordinal)
) STRICT, WITHOUT ROWID;

-- Unit-keyed: what became of a unit in a campaign. The column serial is empty where it equals serial_key. The evidence is
-- what a service order or a receipt is called, the notice what the owner was sent. The
-- note and who has done it are erased with the owner of then.

CREATE TABLE campaign_units (
    campaign_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    serial_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    event_id INTEGER,
    notice_id INTEGER,
    party_id INTEGER,
    evidence TEXT,
    note TEXT,
    done_on TEXT,
    done_by TEXT,
    row_version INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, model_id, serial_key, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_units_by_unit ON campaign_units (model_id, serial_key, serial);
CREATE INDEX campaign_units_by_party ON campaign_units (party_id) WHERE party_id IS NOT NULL;
