-- What changed, in the order in which it was committed: written under a lock that is held until the commit.
CREATE TABLE live_change (
    sequence        bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
    kind            text        NOT NULL,
    conversation_id uuid        NOT NULL,
    message_id      uuid,
    changed_at      timestamptz NOT NULL DEFAULT now()
);
