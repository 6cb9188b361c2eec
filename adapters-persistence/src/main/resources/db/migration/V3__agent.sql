-- Who may log in. Strictly consistent with the events of the agents.
CREATE TABLE agent_account (
    agent_id      uuid PRIMARY KEY,
    username      text        NOT NULL UNIQUE,
    role          text        NOT NULL CHECK (role IN ('user', 'admin')),
    password_hash text        NOT NULL,
    active        boolean     NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now()
);

-- Logged-in browsers and scripts; only a digest of the token is kept.
CREATE TABLE agent_session (
    token_digest bytea PRIMARY KEY,
    agent_id     uuid        NOT NULL REFERENCES agent_account ON DELETE CASCADE,
    user_agent   text        NOT NULL,
    begun_at     timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX agent_session_of_agent ON agent_session (agent_id);

-- Failed logins of the last while, counted for all nodes together.
CREATE TABLE login_failure (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    username  text        NOT NULL,
    address   text        NOT NULL,
    failed_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX login_failure_of_username ON login_failure (username, failed_at);
CREATE INDEX login_failure_from_address ON login_failure (address, failed_at);

-- Read model: what each agent keeps at the top.
CREATE TABLE agent_pin (
    agent_id        uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    pinned_at       timestamptz NOT NULL,
    PRIMARY KEY (agent_id, conversation_id)
);

-- Personal tokens with which scripts act as their owner; only a digest of the token is kept.
CREATE TABLE agent_api_token (
    id           uuid PRIMARY KEY,
    agent_id     uuid        NOT NULL REFERENCES agent_account ON DELETE CASCADE,
    name         text        NOT NULL,
    token_digest bytea       NOT NULL UNIQUE,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz
);

CREATE INDEX agent_api_token_of_agent ON agent_api_token (agent_id, created_at DESC);
