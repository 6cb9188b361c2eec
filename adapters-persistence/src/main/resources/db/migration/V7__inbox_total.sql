-- How many conversations the list has, so that no page has to count them.
CREATE TABLE inbox_total (
    archived      boolean PRIMARY KEY,
    conversations bigint NOT NULL
);

INSERT INTO inbox_total (archived, conversations)
SELECT kind.archived, count(inbox.conversation_id)
FROM (VALUES (false), (true)) AS kind (archived)
LEFT JOIN inbox ON inbox.archived = kind.archived AND NOT inbox.deleted
GROUP BY kind.archived;
