-- Files of ours on their way to Meta: once for each number that sends them. Beside the events, like the outbox.
-- asked_at is when a message first waited for it; claims tells one claim from the next.
CREATE TABLE media_handover (
    file_id         uuid        NOT NULL,
    phone_number_id text        NOT NULL,
    state           text        NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'in_flight', 'taken', 'refused')),
    media_id        text,
    taken_at        timestamptz,
    expires_at      timestamptz,
    claims          integer     NOT NULL DEFAULT 0,
    tries           integer     NOT NULL DEFAULT 0,
    asked_at        timestamptz NOT NULL DEFAULT now(),
    due_at          timestamptz NOT NULL DEFAULT now(),
    lease_until     timestamptz,
    error_code      integer,
    error_title     text,
    error_details   text,
    PRIMARY KEY (file_id, phone_number_id),
    CHECK (state <> 'taken' OR (media_id IS NOT NULL AND expires_at IS NOT NULL)),
    CHECK (state <> 'in_flight' OR lease_until IS NOT NULL)
);

CREATE INDEX media_handover_due ON media_handover (due_at) WHERE state = 'due';
CREATE INDEX media_handover_in_flight ON media_handover (lease_until) WHERE state = 'in_flight';
CREATE INDEX media_handover_over ON media_handover (expires_at) WHERE state = 'taken';

-- The file of ours that a message shows, and whether Meta has forgotten it once already.
ALTER TABLE outbox ADD COLUMN file_id uuid;
ALTER TABLE outbox ADD COLUMN file_forgotten boolean NOT NULL DEFAULT false;

CREATE INDEX outbox_of_file ON outbox (file_id, phone_number_id, place) WHERE file_id IS NOT NULL;
