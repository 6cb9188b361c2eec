-- The words of every message, folded, so that all of history can be searched.
ALTER TABLE transcript ADD COLUMN words text NOT NULL DEFAULT '';

CREATE INDEX transcript_by_word ON transcript USING gin (to_tsvector('simple', words)) WHERE NOT hidden;

-- The read model is computed anew from the facts, which fills the column for what was written before.
TRUNCATE transcript;
DELETE FROM token_entry WHERE processor_name = 'transcript';
DELETE FROM dead_letter WHERE processing_group = 'transcript';
