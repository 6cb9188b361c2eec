-- What else is known of a message: how it came, what became of it, and the message it replies to as it was.
ALTER TABLE transcript
    ADD COLUMN elsewhere boolean NOT NULL DEFAULT false,
    ADD COLUMN context   text,
    ADD COLUMN original  text,
    ADD COLUMN edits     text,
    ADD COLUMN revoked_at timestamptz,
    ADD COLUMN reactions text,
    ADD COLUMN receipts  text,
    ADD COLUMN quote     text;

CREATE INDEX transcript_replies ON transcript (reply_to) WHERE reply_to IS NOT NULL;

-- The read model is computed anew from the facts, which keeps a snapshot of what earlier replies reply to.
TRUNCATE transcript;
DELETE FROM token_entry WHERE processor_name = 'transcript';
DELETE FROM dead_letter WHERE processing_group = 'transcript';

ALTER TABLE inbox
    ADD COLUMN group_id  text,
    ADD COLUMN last_edit text;

ALTER TABLE outbox ADD COLUMN group_id text;

-- A person may also be known by the id that spans linked business portfolios.
ALTER TABLE contact_identity
    DROP CONSTRAINT contact_identity_kind_check,
    ADD CONSTRAINT contact_identity_kind_check CHECK (kind IN ('phone', 'user_id', 'parent_user_id'));

-- Counts how often a phone number went over to somebody else, so that every node notices that what it remembers is out of date.
CREATE TABLE contact_move (
    moves bigint NOT NULL
);

INSERT INTO contact_move (moves) VALUES (0);

-- Names that have not been compared yet with what waits for them.
ALTER TABLE message_name ADD COLUMN compared boolean NOT NULL DEFAULT true;
ALTER TABLE message_name ALTER COLUMN compared SET DEFAULT false;

CREATE INDEX message_name_to_compare ON message_name (phone_number_id, wamid) WHERE NOT compared;
CREATE INDEX webhook_item_parked_since ON webhook_item (received_at) WHERE outcome = 'parked';
