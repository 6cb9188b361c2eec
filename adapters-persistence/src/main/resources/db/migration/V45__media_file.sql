-- Every file of a message that is kept here or is to be: fetched from Meta, or brought by an agent.
-- Beside the events, like the outbox: nothing here is computed from them again.
-- Times are this server's; lease tells one lease from the next, whatever it is for. Of a file that is removed, remote_id is
-- forgotten at once and the keys are once the bytes are gone.
CREATE TABLE media_file (
    file_id         uuid PRIMARY KEY,
    phone_number_id text,
    remote_id       text,
    kind            text        NOT NULL,
    filename        text,
    declared_type   text,
    declared_sha256 text,
    state           text        NOT NULL CHECK (state IN ('due', 'in_flight', 'ready', 'failed', 'removed')),
    mime_type       text,
    size_bytes      bigint,
    sha256          text,
    store_key       text,
    kept_at         timestamptz,
    looked_into     boolean     NOT NULL DEFAULT false,
    width           integer,
    height          integer,
    seconds         double precision,
    pages           integer,
    thumbnail_key   text,
    thumbnail_type  text,
    thumbnail_size  bigint,
    trouble         text,
    uploaded_by     uuid,
    created_at      timestamptz NOT NULL DEFAULT now(),
    tries           integer     NOT NULL DEFAULT 0,
    refusals        integer     NOT NULL DEFAULT 0,
    due_at          timestamptz NOT NULL DEFAULT now(),
    lease           integer     NOT NULL DEFAULT 0,
    lease_until     timestamptz,
    give_up_at      timestamptz,
    UNIQUE (phone_number_id, remote_id)
);

CREATE INDEX media_file_due ON media_file (due_at) WHERE state = 'due';
CREATE INDEX media_file_in_flight ON media_file (lease_until) WHERE state = 'in_flight';
CREATE INDEX media_file_to_look_into ON media_file (due_at) WHERE state = 'ready' AND NOT looked_into;
CREATE INDEX media_file_to_remove ON media_file (due_at)
    WHERE state = 'removed' AND (store_key IS NOT NULL OR thumbnail_key IS NOT NULL);
CREATE INDEX media_file_failed ON media_file (file_id) WHERE state = 'failed';
CREATE INDEX media_file_uploads ON media_file (uploaded_by, created_at) WHERE uploaded_by IS NOT NULL;

-- Which file a message shows, or that it never shows one again.
CREATE TABLE media_of_message (
    message_id      uuid    PRIMARY KEY,
    conversation_id uuid    NOT NULL,
    file_id         uuid REFERENCES media_file,
    shown           boolean NOT NULL DEFAULT true,
    CHECK (file_id IS NOT NULL OR NOT shown)
);

CREATE INDEX media_of_message_by_file ON media_of_message (file_id);
CREATE INDEX media_of_message_by_conversation ON media_of_message (conversation_id);
