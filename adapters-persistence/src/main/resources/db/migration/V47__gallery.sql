-- Read model: what was sent in a conversation beside its words. At most one thing of each kind a message.
CREATE TABLE gallery (
    message_id      uuid        NOT NULL,
    kind            text        NOT NULL CHECK (kind IN ('media', 'documents', 'links')),
    conversation_id uuid        NOT NULL,
    sent_at         timestamptz NOT NULL,
    arrival         bigint      NOT NULL,
    direction       text        NOT NULL,
    shown           boolean     NOT NULL,
    media_kind      text,
    filename        text,
    link            text,
    PRIMARY KEY (message_id, kind)
);

CREATE INDEX gallery_in_order ON gallery (conversation_id, kind, sent_at DESC, arrival DESC) WHERE shown;
