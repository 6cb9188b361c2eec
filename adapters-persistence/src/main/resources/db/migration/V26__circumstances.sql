-- Under which names the business has saved people and groups. Strictly consistent with the events.
CREATE TABLE address_book (
    kind     text        NOT NULL CHECK (kind IN ('phone', 'user_id', 'group')),
    value    text        NOT NULL,
    name     text,
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (kind, value)
);

ALTER TABLE inbox
    ADD COLUMN saved_name        text,
    ADD COLUMN marketing_stopped boolean NOT NULL DEFAULT false,
    ADD COLUMN person_needed     boolean NOT NULL DEFAULT false,
    ADD COLUMN by_assistant      boolean NOT NULL DEFAULT false,
    ADD COLUMN last_call         text;
