-- Messages that a request, a timer or an operator causes, from the commit of their cause until the broker has them.
-- Usually empty: a row lives for some milliseconds.
--
-- The sequence is drawn while a lock on the message's key is held, and that lock is held until the commit. So for one
-- key the order of the sequence is the order of the commits. Across keys it is not, and nobody relies on it: rows are
-- deleted once published, never skipped by 'sequence > last seen'.
CREATE TABLE outbox (
    sequence   bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    message_id uuid        NOT NULL,
    topic      text        NOT NULL,
    key        text        NOT NULL,
    headers    json        NOT NULL,
    body       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
) WITH (
    -- Every row dies young; vacuum by count, not by share, or the dead ones pile up before the living.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold    = 2000
);

-- One row per message that a consumer of this service has dealt with, written in the transaction that did the work.
-- 'answers' holds what the message caused, so that a redelivery can send the same again instead of doing it again.
--
-- Message ids are UUIDv7, which begin with the time: partitioning by id is partitioning by age, and the primary key
-- still guards against doubles over all partitions. Old ones are dropped whole, since deleting rows one by one gets
-- slower with every run. Ids of another kind land in 'inbox_other'.
CREATE TABLE inbox (
    message_id uuid        NOT NULL,
    consumer   text        NOT NULL,
    answers    json,
    handled_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (message_id, consumer)
) PARTITION BY RANGE (message_id);

CREATE TABLE inbox_other PARTITION OF inbox DEFAULT;

-- The smallest UUIDv7 of a moment.
CREATE FUNCTION inbox_first_id(_moment timestamptz) RETURNS uuid
    LANGUAGE sql IMMUTABLE STRICT
RETURN (lpad(to_hex((extract(EPOCH FROM _moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

-- Makes the partitions of this week and the next, drops those that ended longer ago than _retention.
-- Weeks begin on Monday, UTC. Safe to call at any time and from several replicas.
CREATE PROCEDURE inbox_rotate(_retention interval)
    LANGUAGE plpgsql AS $$
DECLARE
    _this_week timestamptz := date_trunc('week', now(), 'UTC');
    _week      timestamptz;
    _old       text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('inbox_rotate'));
    FOR _week IN SELECT _this_week + i * interval '7 days' FROM generate_series(0, 1) AS i LOOP
        EXECUTE format(
            'CREATE TABLE IF NOT EXISTS %I PARTITION OF inbox FOR VALUES FROM (%L) TO (%L)',
            'inbox_' || to_char(_week AT TIME ZONE 'UTC', 'YYYYMMDD'),
            inbox_first_id(_week),
            inbox_first_id(_week + interval '7 days'));
    END LOOP;
    FOR _old IN
        SELECT c.relname
          FROM pg_inherits i
          JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'inbox'::regclass
           AND c.relname ~ '^inbox_\d{8}$'
           AND to_timestamp(right(c.relname, 8) || ' UTC', 'YYYYMMDD TZR') + interval '7 days' < now() - _retention
    LOOP
        EXECUTE format('DROP TABLE %I', _old);
    END LOOP;
    DELETE FROM inbox_other WHERE handled_at < now() - _retention;
END;
$$;

-- Messages that could not be processed, as they came, with the reason. Also published to the dead-letter topic.
-- A row is kept after the decision about it: it is what tells for ever that a message was replayed, when the inbox has
-- long forgotten it, and it is the audit.
CREATE TABLE dead_letter (
    id               uuid        PRIMARY KEY,
    message_id       uuid        NOT NULL,
    consumer         text        NOT NULL,
    state            text        NOT NULL DEFAULT 'PARKED' CHECK (state IN ('PARKED', 'REPLAYED', 'DISCARDED')),
    topic            text        NOT NULL,
    partition_number integer     NOT NULL,
    record_offset    bigint      NOT NULL,
    key              text,
    headers          json        NOT NULL,
    body             bytea,
    -- What went wrong; or behind which message of the same key this one waits, because events are a history.
    cause            text        NOT NULL,
    parked_behind    uuid,
    attempts         integer     NOT NULL,
    parked_at        timestamptz NOT NULL DEFAULT now(),
    -- The operator's decision: when, by whom (by their own account) and why.
    decided_at       timestamptz,
    decided_by       text,
    note             text,
    UNIQUE (message_id, consumer),
    CHECK ((state = 'PARKED') = (decided_at IS NULL)),
    CHECK (state <> 'DISCARDED' OR note IS NOT NULL)
);

-- 'Is something of this key parked?' is asked for every batch of events; the answer is nearly always no. One key's
-- messages lie on one partition, so their offsets order what one transaction parked.
CREATE INDEX dead_letter_parked ON dead_letter (consumer, key, parked_at, record_offset) WHERE state = 'PARKED';
