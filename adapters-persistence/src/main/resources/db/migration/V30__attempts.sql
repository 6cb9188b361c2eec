-- What became of earlier attempts at a message, why the present one has to wait, and our own reactions to it.
ALTER TABLE transcript
    ADD COLUMN earlier_attempts text,
    ADD COLUMN delayed_by       text,
    ADD COLUMN own_reactions    text;

-- Which message a reaction of ours is shown on; part of the read model of the thread.
CREATE TABLE own_reaction (
    message_id        uuid PRIMARY KEY,
    target_message_id uuid NOT NULL
);
