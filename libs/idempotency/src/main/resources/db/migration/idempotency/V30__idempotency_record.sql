-- Requests that clients may repeat: one row per key, scope and attempt that has not been forgotten yet.
--
-- A row without a status is a claim: somebody ('owner') is at work until 'leased_until'. The primary key decides who is:
-- of any number of repeats one inserts the row. Whoever writes to it later names the owner, so an attempt that lost its
-- claim changes nothing. A row with a status is the answer that every repeat gets until 'expires_at'.
-- Times are the database's.
CREATE TABLE idempotency_record (
    scope          text        NOT NULL, -- route and caller: other callers' equal keys are other keys
    key            text        NOT NULL, -- the client's
    fingerprint    text        NOT NULL, -- of the request; the same key with another request is a mistake
    owner          uuid        NOT NULL,
    claimed_at     timestamptz NOT NULL DEFAULT now(), -- by the first attempt, whoever is at it now
    leased_until   timestamptz,
    -- What the work has got to that must not be done again, in its own words: an order's id. Who takes over an abandoned
    -- claim goes on from there.
    recovery_point text,
    status         smallint,
    headers        json,
    body           bytea,
    expires_at     timestamptz NOT NULL,
    PRIMARY KEY (scope, key),
    CHECK ((status IS NULL) = (leased_until IS NOT NULL)),
    CHECK (num_nulls(status, headers, body) IN (0, 3))
) WITH (
    -- Rows live for a day; vacuum by count, not by share, or the dead ones pile up.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold    = 10000
);

-- For those who remove what has expired, oldest first.
CREATE INDEX idempotency_record_expiry ON idempotency_record (expires_at);
