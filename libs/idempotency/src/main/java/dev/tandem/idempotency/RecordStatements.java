package dev.tandem.idempotency;

/** What {@link JdbcRecords} says to the database. Times are the database's, so that clocks of services do not matter. */
final class RecordStatements {

    /**
     * In the order of the keys, so that batches with the same keys queue up instead of deadlocking. An existing row is
     * taken over if it has expired, with all that comes with the new attempt; or if it was abandoned in the middle of the
     * same request, with what that one had got to.
     *
     * <p>Who does not wait skips keys that a running transaction has inserted, instead of standing behind it with a
     * connection in hand.
     */
    static final String CLAIM = """
            INSERT INTO idempotency_record AS record
                   (scope, key, fingerprint, owner, leased_until, recovery_point, status, headers, body, expires_at)
            SELECT a.scope, a.key, a.fingerprint, a.owner,
                   CASE WHEN a.status IS NULL THEN now() + a.lease * interval '1 second' END,
                   a.recovery_point, a.status, a.headers::json, a.body, now() + a.retention * interval '1 second'
              FROM unnest(:scopes::text[], :keys::text[], :fingerprints::text[], :owners::uuid[], :leases::float8[],
                          :recoveryPoints::text[], :statuses::smallint[], :headers::text[], :bodies::bytea[],
                          :retentions::float8[])
                   AS a (scope, key, fingerprint, owner, lease, recovery_point, status, headers, body, retention)
             WHERE :waits OR pg_try_advisory_xact_lock(hashtextextended(a.scope || E'\\n' || a.key, 0))
             ORDER BY a.scope, a.key
                ON CONFLICT (scope, key) DO UPDATE
               SET (fingerprint, owner, claimed_at, leased_until, recovery_point, status, headers, body, expires_at)
                 = (SELECT excluded.fingerprint, excluded.owner, now(), excluded.leased_until, excluded.recovery_point,
                           excluded.status, excluded.headers, excluded.body, excluded.expires_at
                     WHERE record.expires_at <= now()
                     UNION ALL
                    SELECT record.fingerprint, excluded.owner, record.claimed_at,
                           coalesce(excluded.leased_until, now() + :longestLease * interval '1 second'),
                           record.recovery_point, NULL, NULL, NULL, excluded.expires_at
                     WHERE record.expires_at > now())
             WHERE record.expires_at <= now()
                OR (record.leased_until <= now() AND record.fingerprint = excluded.fingerprint)
            RETURNING owner, recovery_point, status
            """;

    /** A record that comes with its answer, in front of the statement that does the work. */
    static final String CLAIM_WITH_WORK = """
            WITH claimed AS (
                INSERT INTO idempotency_record AS record
                       (scope, key, fingerprint, owner, status, headers, body, expires_at)
                VALUES (:claimScope, :claimKey, :claimFingerprint, :claimOwner, :claimStatus, :claimHeaders::json,
                        :claimBody, now() + :claimRetention * interval '1 second')
                    ON CONFLICT (scope, key) DO UPDATE
                   SET fingerprint = excluded.fingerprint, owner = excluded.owner, claimed_at = now(),
                       leased_until = NULL, recovery_point = NULL, status = excluded.status, headers = excluded.headers,
                       body = excluded.body, expires_at = excluded.expires_at
                 WHERE record.expires_at <= now()
                RETURNING owner
            )
            """;

    static final String FIND = """
            SELECT fingerprint, status, headers, body
              FROM idempotency_record
             WHERE scope = :scope
               AND key = :key
            """;

    static final String READ = """
            SELECT fingerprint, owner, status, headers, body,
                   coalesce(extract(EPOCH FROM leased_until - now()), 0) AS lease,
                   extract(EPOCH FROM expires_at - now()) AS retention
              FROM idempotency_record
             WHERE scope = :scope
               AND key = :key
               AND expires_at > now()
            """;

    static final String FORGET = """
            DELETE FROM idempotency_record
             WHERE scope = :scope
               AND key = :key
            """;

    static final String RENEW = """
            UPDATE idempotency_record
               SET leased_until = now() + :lease * interval '1 second'
             WHERE scope = :scope
               AND key = :key
               AND owner = :owner
               AND status IS NULL
            """;

    static final String REACHED = """
            UPDATE idempotency_record
               SET recovery_point = :recoveryPoint
             WHERE scope = :scope
               AND key = :key
               AND owner = :owner
               AND status IS NULL
            """;

    static final String COMPLETE = """
            UPDATE idempotency_record
               SET status = :status,
                   headers = :headers::json,
                   body = :body,
                   leased_until = NULL
             WHERE scope = :scope
               AND key = :key
               AND owner = :owner
               AND status IS NULL
            """;

    /** What was got to must not be forgotten, nor must it block: such a claim ends, the others go. */
    static final String RELEASE = """
            WITH forgotten AS (
                DELETE FROM idempotency_record
                 WHERE scope = :scope
                   AND key = :key
                   AND owner = :owner
                   AND status IS NULL
                   AND recovery_point IS NULL
            )
            UPDATE idempotency_record
               SET leased_until = '-infinity'
             WHERE scope = :scope
               AND key = :key
               AND owner = :owner
               AND status IS NULL
               AND recovery_point IS NOT NULL
            """;

    /** Others who remove at the same time take other rows. */
    static final String REMOVE_EXPIRED = """
            DELETE FROM idempotency_record
             WHERE (scope, key) IN (SELECT scope, key
                                      FROM idempotency_record
                                     WHERE expires_at <= now()
                                     ORDER BY expires_at
                                     LIMIT :limit
                                       FOR UPDATE SKIP LOCKED)
            """;

    private RecordStatements() {}
}
