-- Fencing tokens (guide, 'Fencing Tokens'). One number for each grant of any lock, so a key's tokens rise across release,
-- expiry and removal of its lock, and across restarts of everything, without a row to keep for every key that ever was.
--
-- A sequence is not part of the transaction: a step that fails leaves a gap, which is no harm. After a crash it goes on
-- beyond the last token that anybody can have heard of, since its record lies before the commit's in the same log. No
-- CACHE: each session would draw from a stock of its own, and a later grant could get a lower number.
CREATE SEQUENCE fencing_token AS bigint;

-- One row per key that is held, or lately was: a row that is free stays for a while, because taking it again is then an
-- update in place. Held means: it has a lease id, and its time is not up by this server's clock.
CREATE TABLE lease (
    key         text        PRIMARY KEY,
    lease_id    uuid,
    owner       text        NOT NULL,
    token       bigint      NOT NULL,
    acquired_at timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    -- Somebody may stand in the queue. If not, nobody need look there.
    awaited     boolean     NOT NULL DEFAULT false,
    -- The place of the last who was served from the queue. All places up to here are history, and the index need not be
    -- searched through what is dead there.
    served      bigint      NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- Who waits, in the order of their coming. A waiter has a lease of its own, which its replica extends for as long as its
-- client stays on the line; a place whose lease ran out is passed over.
CREATE TABLE lock_queue (
    key         text        NOT NULL,
    place       bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    lease_id    uuid        NOT NULL,
    owner       text        NOT NULL,
    ttl         bigint      NOT NULL, -- in milliseconds
    replica     uuid        NOT NULL,
    since       timestamptz NOT NULL,
    alive_until timestamptz NOT NULL,
    PRIMARY KEY (key, place)
) WITH (fillfactor = 70);

-- What operators took from whom.
CREATE TABLE forced_release (
    id           bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    key          text        NOT NULL,
    owner        text        NOT NULL,
    token        bigint      NOT NULL,
    requested_by text        NOT NULL,
    note         text        NOT NULL,
    at           timestamptz NOT NULL DEFAULT now()
);
