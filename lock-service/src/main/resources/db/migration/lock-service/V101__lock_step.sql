-- One step of the lock service: what many callers want, done in one transaction, in one round trip.
--
-- A wish is a position in the arrays: what (_kinds), which lock, under which lease id, and, as far as the kind needs it,
-- by whom, for how many milliseconds, and at which place in the queue.
--
--   renew    extend a lease                          done | lost
--   release  end a lease                             done | lost
--   leave    give up waiting                         left | granted, if the lock came first
--   stay     I still wait                            queued | granted | gone, if the place was passed over
--   look     serve the queue of this key             done
--   try      take the lock if it is free             granted | held
--   wait     take the lock, or a place in the queue  granted | queued
--
-- Wishes of one step are concurrent, so any order among them is a right one; this one frees before it gives.
CREATE TYPE lock_answer AS (
    n           bigint,      -- which wish, from 1; 0 for one in the queue whose turn it is
    lease_id    uuid,
    outcome     text,
    place       bigint,
    token       bigint,
    acquired_at timestamptz,
    expires_at  timestamptz, -- of the caller's lease, or of the one that is in the way
    holder      text,
    queue       bigint,      -- how many wait
    key         text         -- which lock, for one in the queue
);

CREATE FUNCTION lock_step(
    _replica uuid, _kinds text[], _keys text[], _leases uuid[], _owners text[], _ttls bigint[], _places bigint[])
RETURNS SETOF lock_answer
LANGUAGE plpgsql
-- One plan for all steps: to plan these statements takes longer than to carry them out. It goes by key, also if it was
-- made while the tables were small and to read them whole would have been cheaper.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
DECLARE
    -- A waiter's own lease, and how long a lock is kept for a waiter of another replica who has yet to hear of it.
    _waiter_lease CONSTANT interval := '1 second';
    _offer        CONSTANT interval := '500 milliseconds';
    _now          timestamptz;
    _wanted       integer;
    _granted      integer;
    _next         record;
    _given        lease;
BEGIN
    -- One step at a time per key, on whatever replica; in the order of the numbers, so nobody waits in a circle. The
    -- statements below see what the step before committed, because each takes its snapshot after this wait.
    PERFORM pg_advisory_xact_lock(id)
       FROM (SELECT DISTINCT hashtextextended(key, 0) AS id FROM unnest(_keys) AS key ORDER BY id) AS lock;
    _now := clock_timestamp();

    IF _kinds && '{renew,stay}' THEN
        RETURN QUERY
          WITH wish AS (
               SELECT *
                 FROM unnest(_kinds, _keys, _leases, _ttls) WITH ORDINALITY AS wish (kind, key, lease_id, ttl, n)
                WHERE kind IN ('renew', 'stay')
             ), renewed AS (
               UPDATE lease
                  SET expires_at = _now + wish.ttl * interval '1 ms'
                 FROM wish
                WHERE lease.key = wish.key
                  AND lease.lease_id = wish.lease_id
                  AND lease.expires_at > _now
            RETURNING lease.*)
        SELECT wish.n, wish.lease_id, CASE WHEN renewed.key IS NULL THEN 'lost' ELSE 'done' END, NULL::bigint,
               renewed.token, renewed.acquired_at, renewed.expires_at, renewed.owner, NULL::bigint, NULL
          FROM wish
          LEFT JOIN renewed USING (lease_id)
         WHERE wish.kind = 'renew';
    END IF;

    IF 'release' = ANY (_kinds) THEN
        RETURN QUERY
          WITH wish AS (
               SELECT *
                 FROM unnest(_kinds, _keys, _leases) WITH ORDINALITY AS wish (kind, key, lease_id, n)
                WHERE kind = 'release'
             ), released AS (
               UPDATE lease
                  SET lease_id = NULL
                 FROM wish
                WHERE lease.key = wish.key
                  AND lease.lease_id = wish.lease_id
            RETURNING wish.lease_id, lease.expires_at > _now AS in_time)
        SELECT wish.n, wish.lease_id, CASE WHEN released.in_time THEN 'done' ELSE 'lost' END, NULL::bigint,
               NULL::bigint, NULL::timestamptz, NULL::timestamptz, NULL, NULL::bigint, NULL
          FROM wish
          LEFT JOIN released USING (lease_id);
    END IF;

    IF 'leave' = ANY (_kinds) THEN
        DELETE FROM lock_queue
         USING unnest(_kinds, _keys, _places) AS wish (kind, key, place)
         WHERE wish.kind = 'leave'
           AND lock_queue.key = wish.key
           AND lock_queue.place = wish.place;
    END IF;

    IF 'stay' = ANY (_kinds) THEN
        UPDATE lock_queue
           SET alive_until = _now + _waiter_lease
          FROM unnest(_kinds, _keys, _places) AS wish (kind, key, place)
         WHERE wish.kind = 'stay'
           AND lock_queue.key = wish.key
           AND lock_queue.place = wish.place;
    END IF;

    -- Whose turn is it where a lock is free and awaited? This replica's own waiters are alive, or they would have left;
    -- of other replicas' waiters the lease must say so. Who stood before the one that is served is gone. One key after
    -- the other, by statements that find a row by its key: few locks are handed on in one step, and such a statement is
    -- done sooner than one for all of them is begun.
    FOR _next IN
        SELECT lease.key, lease.served, first.place, first.lease_id, first.owner, first.ttl, first.replica
          FROM lease
          LEFT JOIN LATERAL (
               SELECT *
                 FROM lock_queue
                WHERE lock_queue.key = lease.key
                  AND lock_queue.place > lease.served
                  AND (lock_queue.replica = _replica OR lock_queue.alive_until > _now)
                ORDER BY lock_queue.place
                LIMIT 1) AS first ON true
         WHERE lease.key = ANY (_keys)
           AND lease.awaited
           AND (lease.lease_id IS NULL OR lease.expires_at <= _now)
    LOOP
        DELETE FROM lock_queue
         WHERE key = _next.key
           AND place > _next.served
           AND place <= coalesce(_next.place, 9223372036854775807);

        IF _next.place IS NULL THEN
            UPDATE lease
               SET awaited = false
             WHERE key = _next.key;
            CONTINUE;
        END IF;

        UPDATE lease
           SET lease_id = _next.lease_id,
               owner = _next.owner,
               token = nextval('fencing_token'),
               acquired_at = _now,
               expires_at = _now + CASE
                   WHEN _next.replica = _replica THEN _next.ttl * interval '1 ms'
                   ELSE least(_next.ttl * interval '1 ms', _offer) END,
               served = _next.place,
               awaited = EXISTS (
                   SELECT FROM lock_queue
                    WHERE lock_queue.key = _next.key
                      AND lock_queue.place > _next.place)
         WHERE key = _next.key
        RETURNING *
          INTO _given;

        IF _next.replica = _replica THEN
            RETURN NEXT ROW (0, _given.lease_id, 'granted', _next.place, _given.token, _given.acquired_at,
                             _given.expires_at, _given.owner, NULL, _given.key)::lock_answer;
        ELSE
            PERFORM pg_notify('lock_turn_' || replace(_next.replica::text, '-', ''), _next.lease_id::text);
        END IF;
    END LOOP;

    IF _kinds && '{stay,leave,look}' THEN
        RETURN QUERY
        SELECT wish.n, wish.lease_id,
               CASE WHEN lease.lease_id = wish.lease_id THEN 'granted'
                    WHEN wish.kind = 'leave' THEN 'left'
                    WHEN wish.kind = 'look' THEN 'done'
                    WHEN lock_queue.place IS NOT NULL THEN 'queued'
                    ELSE 'gone' END,
               wish.place, lease.token, lease.acquired_at, lease.expires_at, lease.owner,
               CASE WHEN wish.kind = 'leave' THEN (
                   SELECT count(*)
                     FROM lock_queue
                    WHERE lock_queue.key = wish.key
                      AND lock_queue.place > lease.served) END, NULL
          FROM unnest(_kinds, _keys, _leases, _places) WITH ORDINALITY AS wish (kind, key, lease_id, place, n)
          LEFT JOIN lease USING (key)
          LEFT JOIN lock_queue ON lock_queue.key = wish.key AND lock_queue.place = wish.place
         WHERE wish.kind IN ('stay', 'leave', 'look');
    END IF;

    _wanted := cardinality(array_positions(_kinds, 'try')) + cardinality(array_positions(_kinds, 'wait'));

    IF _wanted > 0 THEN
        -- A lock that nobody holds or waits for goes to the first who asks, be it new or free. Who does not get it has
        -- used up a number, and no more.
        RETURN QUERY
          WITH given AS (
               INSERT INTO lease (key, lease_id, owner, token, acquired_at, expires_at)
               SELECT key, lease_id, owner, nextval('fencing_token'), _now, _now + ttl * interval '1 ms'
                 FROM (SELECT DISTINCT ON (key) *
                         FROM unnest(_kinds, _keys, _leases, _owners, _ttls)
                              WITH ORDINALITY AS wish (kind, key, lease_id, owner, ttl, n)
                        WHERE kind IN ('try', 'wait')
                        ORDER BY key, n) AS first
                   ON CONFLICT (key) DO UPDATE
                  SET lease_id = excluded.lease_id,
                      owner = excluded.owner,
                      token = excluded.token,
                      acquired_at = excluded.acquired_at,
                      expires_at = excluded.expires_at
                WHERE NOT lease.awaited
                  AND (lease.lease_id IS NULL OR lease.expires_at <= _now)
            RETURNING lease.*)
        SELECT array_position(_leases, lease_id)::bigint, lease_id, 'granted', NULL::bigint, token, acquired_at,
               expires_at, owner, NULL::bigint, NULL
          FROM given;
        GET DIAGNOSTICS _granted = ROW_COUNT;
        _wanted := _wanted - _granted;
    END IF;

    IF _wanted > 0 THEN
        -- The others wait, or go away with an answer.
        RETURN QUERY
          WITH wish AS (
               SELECT *
                 FROM unnest(_kinds, _keys, _leases, _owners, _ttls)
                      WITH ORDINALITY AS wish (kind, key, lease_id, owner, ttl, n)
                WHERE kind IN ('try', 'wait')
             ), queued AS (
               INSERT INTO lock_queue (key, lease_id, owner, ttl, replica, since, alive_until)
               SELECT wish.key, wish.lease_id, wish.owner, wish.ttl, _replica, _now, _now + _waiter_lease
                 FROM wish
                 JOIN lease USING (key)
                WHERE wish.kind = 'wait'
                  AND lease.lease_id IS DISTINCT FROM wish.lease_id
                ORDER BY wish.n
            RETURNING key, lease_id, place
             ), awaited AS (
               UPDATE lease
                  SET awaited = true
                 FROM (SELECT DISTINCT key FROM queued) AS key
                WHERE lease.key = key.key
                  AND NOT lease.awaited)
        SELECT wish.n, wish.lease_id, CASE WHEN wish.kind = 'wait' THEN 'queued' ELSE 'held' END, queued.place,
               NULL::bigint, NULL::timestamptz, lease.expires_at, lease.owner,
               CASE WHEN wish.kind = 'try' THEN (
                   SELECT count(*)
                     FROM lock_queue
                    WHERE lock_queue.key = wish.key
                      AND lock_queue.place > lease.served) END, NULL
          FROM wish
          JOIN lease USING (key)
          LEFT JOIN queued ON queued.lease_id = wish.lease_id
         WHERE lease.lease_id IS DISTINCT FROM wish.lease_id;
    END IF;
END
$$;
