-- Claims that operators ended, and why.
CREATE TABLE released_claim (
    id             bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    scope          text        NOT NULL,
    key            text        NOT NULL,
    owner          uuid        NOT NULL, -- whose writes are refused from then on
    recovery_point text,                 -- what it had got to, which the next attempt is told
    requested_by   text        NOT NULL,
    note           text        NOT NULL,
    at             timestamptz NOT NULL DEFAULT now()
);
