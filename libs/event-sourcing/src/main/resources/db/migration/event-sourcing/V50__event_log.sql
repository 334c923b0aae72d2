-- The part of the log that a stream's events lie in. All that one key is about shares a partition, whichever stream
-- tells it: 'order-4711' and 'payment-4711' differ only up to the first hyphen, which is left out.
CREATE FUNCTION event_partition(_stream_id text) RETURNS smallint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (hashtextextended(substr(_stream_id, strpos(_stream_id, '-') + 1), 0) & 7)::smallint;

-- What happened. A row is written once and never again.
--
-- 'position' is the place in the log of all streams. It is given out while the row of 'event_head' is locked, and that
-- lock is held until the commit: so positions become visible in their own order, and 1..n has no gap. Whoever has read
-- up to n and asks for what lies beyond misses nothing, which a plain sequence cannot promise: it is drawn before the
-- commit, and a slower transaction appears behind the reader's back.
CREATE TABLE event (
    position         bigint      PRIMARY KEY,
    stream_id        text        NOT NULL CHECK (length(stream_id) BETWEEN 1 AND 255),
    version          integer     NOT NULL CHECK (version > 0), -- the place within the stream, 1..n
    event_id         uuid        NOT NULL UNIQUE,              -- the same event again is found, and not written
    type             text        NOT NULL CHECK (length(type) BETWEEN 1 AND 100),
    schema_version   integer     NOT NULL CHECK (schema_version > 0),
    data             jsonb       NOT NULL,
    metadata         jsonb       NOT NULL,
    occurred_at      timestamptz NOT NULL, -- by the clock of whoever tells of it
    recorded_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    partition_number smallint    NOT NULL GENERATED ALWAYS AS (event_partition(stream_id)) STORED,
    UNIQUE (stream_id, version)
);

CREATE INDEX event_by_partition ON event (partition_number, position);
CREATE INDEX event_by_type ON event (type, position);
CREATE INDEX event_by_correlation ON event ((metadata ->> 'correlationId'), position);
-- Rows lie in the order of their time: a few bytes per hundred pages find a span of it.
CREATE INDEX event_by_time ON event USING brin (recorded_at);

-- The position of the last event: one row, whose lock is the right to append.
CREATE TABLE event_head (
    is_only  boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    position bigint  NOT NULL
) WITH (fillfactor = 10);

INSERT INTO event_head (position) VALUES (0);

-- What an append has to know before it is decided, in one round trip: the end of the log (no stream), the end of each
-- wanted stream that has events (no event), and which of the events are there already.
--
-- The caller has the right to append from here on, until its commit. Each statement below takes its own look at the
-- tables: those after the lock see what the writer before has committed. As one statement they would still see the
-- streams as they were before it waited.
CREATE FUNCTION event_places(_streams text[], _event_ids uuid[])
RETURNS TABLE (event_id uuid, stream_id text, version integer, place bigint)
LANGUAGE plpgsql
-- One plan for all calls, by the indexes, also if it was made while the table was small.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT NULL::uuid, NULL, NULL::integer, event_head.position
      FROM event_head
       FOR UPDATE;

    -- One look into the index per stream.
    RETURN QUERY
    SELECT NULL::uuid, wanted.stream_id, last.version, NULL::bigint
      FROM unnest(_streams) AS wanted (stream_id)
     CROSS JOIN LATERAL (
           SELECT event.version
             FROM event
            WHERE event.stream_id = wanted.stream_id
            ORDER BY event.version DESC
            LIMIT 1) AS last;

    -- OFFSET 0 keeps the planner from reading the table beside the ids.
    RETURN QUERY
    SELECT wanted.event_id, known.stream_id, known.version, known.position
      FROM unnest(_event_ids) AS wanted (event_id)
     CROSS JOIN LATERAL (
           SELECT event.stream_id, event.version, event.position
             FROM event
            WHERE event.event_id = wanted.event_id
           OFFSET 0) AS known;
END
$$;

-- A stream's state as it was right after 'version': a way not to replay what came before, and nothing more. It counts
-- only if it was made by the code that reads it ('state_version'), is what was written ('checksum'), and is not ahead
-- of the stream. json, not jsonb: the checksum is over the text.
CREATE TABLE snapshot (
    stream_id     text        NOT NULL,
    version       integer     NOT NULL CHECK (version > 0),
    state_version integer     NOT NULL,
    state         json        NOT NULL,
    checksum      text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (stream_id, version)
);

-- Append-only by grant. The role owns the table and could take the right back, which is a deed and not a slip.
REVOKE UPDATE, DELETE, TRUNCATE ON event FROM CURRENT_USER;
