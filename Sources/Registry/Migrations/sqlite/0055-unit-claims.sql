-- Unit-keyed: what was accepted of each claim about a unit, as the last decision on it says. claim is the claim's number, or 'event'
-- and the event's id where the decision names none; failed_at the day of the failure, or when it was decided; cost is in minor units,
-- absent where the decision did not tell it.

CREATE TABLE unit_claims (
    model_id INTEGER NOT NULL,
    serial_key TEXT NOT NULL,
    serial TEXT NOT NULL,
    claim TEXT NOT NULL,
    event_id INTEGER NOT NULL,
    decided_at INTEGER NOT NULL,
    failed_at INTEGER NOT NULL,
    fault_code TEXT NOT NULL,
    cost INTEGER,
    currency TEXT,
    PRIMARY KEY (model_id, serial_key, serial, claim)
) STRICT, WITHOUT ROWID;

-- How many of these a unit has.
ALTER TABLE unit_lives ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;
