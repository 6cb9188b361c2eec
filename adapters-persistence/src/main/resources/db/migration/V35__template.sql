-- Read model: the message templates there are.
CREATE TABLE template (
    template_id   uuid PRIMARY KEY,
    waba_id       text        NOT NULL,
    name          text        NOT NULL,
    language      text        NOT NULL,
    category      text        NOT NULL,
    layout        text        NOT NULL,
    components    text,
    status        text        NOT NULL,
    reason        text,
    quality       text        NOT NULL,
    meta_id       text,
    note          text,
    coming        text,
    coming_from   timestamptz,
    words         text        NOT NULL,
    added_at      timestamptz NOT NULL,
    heard_at      timestamptz NOT NULL
);

CREATE INDEX template_by_name ON template (waba_id, name, language);
