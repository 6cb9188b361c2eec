-- When a number shows customers that their messages were read, and that somebody types.
CREATE TABLE sending_policy (
    phone_number_id text PRIMARY KEY,
    read_receipts   text    NOT NULL CHECK (read_receipts IN ('never', 'on_opening', 'on_reply')),
    typing          boolean NOT NULL
);

-- What is still to be shown to customers, and what was shown last.
CREATE TABLE read_receipt (
    conversation_id uuid PRIMARY KEY,
    phone_number_id text        NOT NULL,
    wamid           text        NOT NULL,
    typing          boolean     NOT NULL,
    due_at          timestamptz,
    tries           integer     NOT NULL DEFAULT 0
);

CREATE INDEX read_receipt_due ON read_receipt (due_at) WHERE due_at IS NOT NULL;

-- The customer's latest message is found without reading all that we wrote since.
CREATE INDEX transcript_received ON transcript (conversation_id, sent_at DESC, arrival DESC)
    WHERE direction = 'inbound' AND wamid IS NOT NULL;

-- Until when nothing is charged because the customer came by an advertisement.
ALTER TABLE inbox ADD COLUMN free_until timestamptz;
