-- What each agent last filled into each template.
CREATE TABLE template_memory (
    agent_id    uuid        NOT NULL,
    template_id uuid        NOT NULL,
    filled      text        NOT NULL,
    used_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (agent_id, template_id)
);

CREATE INDEX template_memory_recent ON template_memory (agent_id, used_at DESC);
