-- How far each account's templates have been taken over from Meta.
CREATE TABLE template_sync (
    waba_id      text PRIMARY KEY,
    tried_at     timestamptz NOT NULL,
    synced_at    timestamptz,
    said_at      timestamptz,
    added        integer     NOT NULL DEFAULT 0,
    changed      integer     NOT NULL DEFAULT 0,
    gone         integer     NOT NULL DEFAULT 0,
    total        integer     NOT NULL DEFAULT 0,
    problem      text,
    requested_at timestamptz
);

-- Which account a number belongs to, where Meta had to be asked.
CREATE TABLE number_account (
    phone_number_id text PRIMARY KEY,
    waba_id         text NOT NULL
);
