-- What Meta tells that is no chat: each thing once, for good. The id is a digest of it.
CREATE TABLE notice (
    id                uuid PRIMARY KEY,
    waba_id           text,
    phone_number_id   text,
    field             text        NOT NULL,
    word              text,
    topic             text        NOT NULL,
    severity          text        NOT NULL CHECK (severity IN ('info', 'warning', 'alarm')),
    title             text        NOT NULL,
    explanation       text        NOT NULL,
    standing          text,
    until             timestamptz,
    told_at           timestamptz NOT NULL,
    has_time          boolean     NOT NULL,
    received_at       timestamptz NOT NULL,
    template_name     text,
    template_language text,
    template_id       text,
    group_id          text,
    value             text        NOT NULL,
    seen_by           uuid,
    seen_at           timestamptz
);

CREATE INDEX notice_told ON notice (told_at DESC, id DESC);
CREATE INDEX notice_of_severity ON notice (severity, told_at DESC, id DESC);
CREATE INDEX notice_of_number ON notice (phone_number_id, told_at DESC, id DESC);
CREATE INDEX notice_unseen ON notice (severity, told_at DESC, id DESC) WHERE seen_at IS NULL AND severity <> 'info';
CREATE INDEX notice_standing ON notice (topic, waba_id, phone_number_id, told_at DESC, id DESC) WHERE standing IS NOT NULL;
CREATE INDEX notice_of_template ON notice (template_name, template_language, topic, told_at DESC, id DESC)
    WHERE template_name IS NOT NULL;
