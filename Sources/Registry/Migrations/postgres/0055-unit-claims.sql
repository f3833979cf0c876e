-- Unit-keyed: what was accepted of each claim about a unit, as the last decision on it says. claim is the claim's number, or 'event'
-- and the event's id where the decision names none; failed_at the day of the failure, or when it was decided; cost is in minor units,
-- absent where the decision did not tell it.

CREATE TABLE unit_claims (
    model_id BIGINT NOT NULL,
    serial_key TEXT COLLATE "C" NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    claim TEXT COLLATE "C" NOT NULL,
    event_id BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    failed_at BIGINT NOT NULL,
    fault_code TEXT COLLATE "C" NOT NULL,
    cost BIGINT,
    currency TEXT COLLATE "C",
    PRIMARY KEY (model_id, serial_key, serial, claim)
);

-- How many of these a unit has.
ALTER TABLE unit_lives ADD COLUMN claims BIGINT NOT NULL DEFAULT 0;
