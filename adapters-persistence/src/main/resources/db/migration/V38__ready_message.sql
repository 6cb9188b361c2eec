-- Who holds which name, shortcut and place, written in the transaction of the facts themselves: so no two are the same.
CREATE TABLE ready_message_register (
    id           uuid PRIMARY KEY,
    name_key     text   NOT NULL CONSTRAINT ready_message_name UNIQUE,
    shortcut_key text   CONSTRAINT ready_message_shortcut UNIQUE,
    place        bigint NOT NULL
);

-- Read model: the texts that agents find ready.
CREATE TABLE ready_message (
    id         uuid PRIMARY KEY,
    name       text        NOT NULL,
    shortcut   text,
    body       text        NOT NULL,
    active     boolean     NOT NULL,
    place      bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE INDEX ready_message_in_order ON ready_message (place, id);
