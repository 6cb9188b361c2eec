CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Who is who: each identity belongs to exactly one contact. Strictly consistent with the events.
CREATE TABLE contact_identity (
    kind       text        NOT NULL CHECK (kind IN ('phone', 'user_id')),
    value      text        NOT NULL,
    contact_id uuid        NOT NULL,
    seen_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, value)
);

CREATE INDEX contact_identity_of_contact ON contact_identity (contact_id);

-- Read model: the left column. One row a conversation, as the page shows it.
CREATE TABLE inbox (
    conversation_id      uuid PRIMARY KEY,
    phone_number_id      text        NOT NULL,
    contact_id           uuid        NOT NULL,
    phone                text,
    user_id              text,
    username             text,
    display_name         text,
    search_text          text        NOT NULL,
    archived             boolean     NOT NULL,
    deleted              boolean     NOT NULL,
    unread_count         integer     NOT NULL,
    message_count        bigint      NOT NULL,
    last_at              timestamptz NOT NULL,
    last_message_id      uuid,
    last_message_arrival bigint,
    last_message_at      timestamptz,
    last_direction       text,
    last_type            text,
    last_preview         text,
    last_status          text,
    service_window_until timestamptz,
    assigned_to          uuid,
    created_at           timestamptz NOT NULL,
    version              bigint      NOT NULL
);

CREATE INDEX inbox_by_activity ON inbox (archived, last_at DESC, conversation_id DESC) WHERE NOT deleted;
CREATE INDEX inbox_unread ON inbox (archived, last_at DESC, conversation_id DESC) WHERE unread_count > 0 AND NOT deleted;
CREATE INDEX inbox_search ON inbox USING gin (search_text gin_trgm_ops);
