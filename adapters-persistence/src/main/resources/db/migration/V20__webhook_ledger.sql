-- Which message an item is about, as Meta calls it, so that it can be found by that name.
ALTER TABLE webhook_item ADD COLUMN wamid text COLLATE "C";

DROP INDEX webhook_item_quarantined;
CREATE INDEX webhook_item_by_outcome ON webhook_item (outcome, delivery_id, position);
CREATE INDEX webhook_item_by_kind ON webhook_item (kind, delivery_id, position);
CREATE INDEX webhook_item_by_wamid ON webhook_item (wamid) WHERE wamid IS NOT NULL;
CREATE INDEX webhook_item_by_explanation ON webhook_item USING gin (explanation gin_trgm_ops) WHERE explanation IS NOT NULL;

-- Items that are to be applied once more. A small table of its own, like the backlog.
CREATE TABLE webhook_again (
    delivery_id  bigint      NOT NULL,
    position     integer     NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (delivery_id, position)
);

-- What became of everything that was delivered, in items; kept, so that nothing has to be counted, and kept on when the
-- rows that were counted are removed. An item without a number is under the empty one.
CREATE TABLE webhook_count (
    day             date   NOT NULL,
    phone_number_id text   NOT NULL,
    kind            text   NOT NULL,
    received        bigint NOT NULL,
    applied         bigint NOT NULL,
    already_known   bigint NOT NULL,
    ignored         bigint NOT NULL,
    parked          bigint NOT NULL,
    quarantined     bigint NOT NULL,
    first_delivery  bigint NOT NULL,
    last_delivery   bigint NOT NULL,
    PRIMARY KEY (day, phone_number_id, kind),
    CONSTRAINT webhook_count_adds_up CHECK (received = applied + already_known + ignored + parked + quarantined)
);

-- When something arrived, to within five minutes: what is usual can be learnt from it.
CREATE TABLE webhook_arrival (
    slot  timestamptz PRIMARY KEY,
    items bigint NOT NULL
);

INSERT INTO webhook_count
SELECT (received_at AT TIME ZONE 'UTC')::date, coalesce(phone_number_id, ''), kind, count(*),
       count(*) FILTER (WHERE outcome = 'applied'),
       count(*) FILTER (WHERE outcome = 'already_known'),
       count(*) FILTER (WHERE outcome = 'ignored'),
       count(*) FILTER (WHERE outcome = 'parked'),
       count(*) FILTER (WHERE outcome = 'quarantined'),
       min(delivery_id), max(delivery_id)
FROM webhook_item
GROUP BY 1, 2, 3;

INSERT INTO webhook_arrival
SELECT date_bin('5 minutes', received_at, TIMESTAMPTZ '2000-01-01 00:00:00Z'), count(*)
FROM webhook_item
WHERE received_at > now() - interval '60 days'
GROUP BY 1;

-- Counts whatever is written to the items, by whom ever, with the writing itself. What is removed stays counted. The lock
-- makes those who count at the same moment wait for each other, instead of in a circle.
CREATE FUNCTION count_webhook_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(18950371998518868); -- "CSCOUNT"
    INSERT INTO webhook_count AS kept
    SELECT (received_at AT TIME ZONE 'UTC')::date, coalesce(phone_number_id, ''), kind, count(*),
           count(*) FILTER (WHERE outcome = 'applied'),
           count(*) FILTER (WHERE outcome = 'already_known'),
           count(*) FILTER (WHERE outcome = 'ignored'),
           count(*) FILTER (WHERE outcome = 'parked'),
           count(*) FILTER (WHERE outcome = 'quarantined'),
           min(delivery_id), max(delivery_id)
    FROM new_items
    GROUP BY 1, 2, 3
    ON CONFLICT (day, phone_number_id, kind) DO UPDATE SET
        received = kept.received + excluded.received,
        applied = kept.applied + excluded.applied,
        already_known = kept.already_known + excluded.already_known,
        ignored = kept.ignored + excluded.ignored,
        parked = kept.parked + excluded.parked,
        quarantined = kept.quarantined + excluded.quarantined,
        first_delivery = least(kept.first_delivery, excluded.first_delivery),
        last_delivery = greatest(kept.last_delivery, excluded.last_delivery);
    IF TG_OP = 'INSERT' THEN
        INSERT INTO webhook_arrival AS known
        SELECT date_bin('5 minutes', received_at, TIMESTAMPTZ '2000-01-01 00:00:00Z'), count(*)
        FROM new_items
        GROUP BY 1
        ON CONFLICT (slot) DO UPDATE SET items = known.items + excluded.items;
    ELSE
        UPDATE webhook_count AS kept SET
            received = kept.received - moved.received,
            applied = kept.applied - moved.applied,
            already_known = kept.already_known - moved.already_known,
            ignored = kept.ignored - moved.ignored,
            parked = kept.parked - moved.parked,
            quarantined = kept.quarantined - moved.quarantined
        FROM (
            SELECT (received_at AT TIME ZONE 'UTC')::date AS day, coalesce(phone_number_id, '') AS phone_number_id, kind,
                   count(*) AS received,
                   count(*) FILTER (WHERE outcome = 'applied') AS applied,
                   count(*) FILTER (WHERE outcome = 'already_known') AS already_known,
                   count(*) FILTER (WHERE outcome = 'ignored') AS ignored,
                   count(*) FILTER (WHERE outcome = 'parked') AS parked,
                   count(*) FILTER (WHERE outcome = 'quarantined') AS quarantined
            FROM old_items
            GROUP BY 1, 2, 3) AS moved
        WHERE kept.day = moved.day AND kept.phone_number_id = moved.phone_number_id AND kept.kind = moved.kind;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER webhook_item_is_counted
    AFTER INSERT ON webhook_item
    REFERENCING NEW TABLE AS new_items
    FOR EACH STATEMENT EXECUTE FUNCTION count_webhook_items();

CREATE TRIGGER webhook_item_moves_its_count
    AFTER UPDATE ON webhook_item
    REFERENCING OLD TABLE AS old_items NEW TABLE AS new_items
    FOR EACH STATEMENT EXECUTE FUNCTION count_webhook_items();
