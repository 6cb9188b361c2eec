-- How fast each number sends, and until when it must not: kept here so that all nodes together keep to it.
-- free_at is the time at which the messages sent so far are paid off at the number's rate.
CREATE TABLE sending_pace (
    phone_number_id text PRIMARY KEY,
    per_second      integer     NOT NULL DEFAULT 80 CHECK (per_second BETWEEN 1 AND 1000),
    free_at         timestamptz NOT NULL DEFAULT now(),
    rests_until     timestamptz,
    outages         integer     NOT NULL DEFAULT 0
);

-- The same for one customer.
CREATE TABLE conversation_pace (
    conversation_id uuid PRIMARY KEY,
    free_at         timestamptz NOT NULL
);

CREATE INDEX conversation_pace_over ON conversation_pace (free_at);

INSERT INTO sending_pace (phone_number_id) SELECT DISTINCT phone_number_id FROM outbox;

ALTER TABLE outbox ADD COLUMN queued_at timestamptz NOT NULL DEFAULT now();

DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (phone_number_id, place) WHERE state = 'due';
