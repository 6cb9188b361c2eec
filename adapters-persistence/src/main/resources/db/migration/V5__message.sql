-- Which message Meta calls by which wamid, for reports of progress. Strictly consistent with the events.
CREATE TABLE message_name (
    phone_number_id text NOT NULL,
    wamid           text NOT NULL,
    message_id      uuid NOT NULL,
    PRIMARY KEY (phone_number_id, wamid)
);

-- What is still to be handed to Meta. Strictly consistent with the events.
CREATE TABLE outbox (
    message_id      uuid PRIMARY KEY,
    place           bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    conversation_id uuid        NOT NULL,
    phone_number_id text        NOT NULL,
    phone           text,
    user_id         text,
    content         text        NOT NULL,
    reply_to        text,
    state           text        NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'in_flight', 'held')),
    attempt         integer     NOT NULL DEFAULT 0,
    tries           integer     NOT NULL DEFAULT 0,
    due_at          timestamptz NOT NULL DEFAULT now(),
    lease_until     timestamptz
);

CREATE INDEX outbox_due ON outbox (place) WHERE state = 'due';
CREATE INDEX outbox_waiting ON outbox (conversation_id, place) WHERE state <> 'held';
CREATE INDEX outbox_in_flight ON outbox (lease_until) WHERE state = 'in_flight';

-- Read model: the thread. One row a message, as the page shows it.
CREATE TABLE transcript (
    message_id      uuid PRIMARY KEY,
    conversation_id uuid        NOT NULL,
    direction       text        NOT NULL,
    type            text        NOT NULL,
    content         text        NOT NULL,
    wamid           text,
    status          text        NOT NULL,
    sent_at         timestamptz NOT NULL,
    created_at      timestamptz NOT NULL,
    arrival         bigint      NOT NULL,
    reply_to        text,
    sent_by         uuid,
    forwarded       boolean     NOT NULL,
    error_code      integer,
    error_title     text,
    error_details   text,
    hidden          boolean     NOT NULL,
    version         bigint      NOT NULL
);

CREATE INDEX transcript_in_order ON transcript (conversation_id, sent_at DESC, arrival DESC) WHERE NOT hidden;
CREATE INDEX transcript_by_wamid ON transcript (wamid) WHERE wamid IS NOT NULL;
