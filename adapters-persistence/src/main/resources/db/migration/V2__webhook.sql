-- Every delivery as it came. Rows are added and, after a time, removed; never changed.
CREATE TABLE webhook_delivery (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    received_at timestamptz NOT NULL DEFAULT now(),
    headers     text        NOT NULL,
    body        bytea       NOT NULL
);

-- The deliveries that are not applied yet. A small table of its own, so that big rows are written once and stay.
CREATE TABLE webhook_backlog (
    delivery_id bigint PRIMARY KEY
);

-- What became of each item of each delivery: exactly one row an item.
CREATE TABLE webhook_item (
    delivery_id     bigint      NOT NULL,
    position        integer     NOT NULL,
    kind            text        NOT NULL,
    phone_number_id text,
    outcome         text        NOT NULL CHECK (outcome IN ('applied', 'already_known', 'ignored', 'parked', 'quarantined')),
    explanation     text,
    awaited_wamid   text,
    received_at     timestamptz NOT NULL,
    settled_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (delivery_id, position)
);

CREATE INDEX webhook_item_parked ON webhook_item (awaited_wamid) WHERE outcome = 'parked';
CREATE INDEX webhook_item_quarantined ON webhook_item (delivery_id) WHERE outcome = 'quarantined';
CREATE INDEX webhook_item_received ON webhook_item USING brin (received_at);
