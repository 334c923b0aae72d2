package dev.tandem.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records in the service's own database as an operator sees them, and what an operator can do to one. */
final class OperatorRecords {

    /** A claim whose lease ran out waits for the next attempt at the same request. */
    private static final String COUNT = """
            SELECT count(*) FILTER (WHERE status IS NULL AND leased_until > now() AND expires_at > now())  AS working,
                   count(*) FILTER (WHERE status IS NULL AND leased_until <= now() AND expires_at > now()) AS abandoned,
                   count(*) FILTER (WHERE status IS NOT NULL AND expires_at > now())                       AS answered,
                   count(*) FILTER (WHERE expires_at <= now())                                             AS expired
              FROM idempotency_record
            """;

    private static final String OPEN = """
            SELECT scope, key, owner, recovery_point, leased_until > now() AS working, claimed_at,
                   extract(EPOCH FROM now() - claimed_at) AS seconds
              FROM idempotency_record
             WHERE status IS NULL
               AND expires_at > now()
             ORDER BY claimed_at
             LIMIT :limit
            """;

    /**
     * Ends a claim, and keeps record of it. With nothing got to, the key is free; else the next attempt goes on from
     * there. Whoever had the claim is its owner no more, so its writes change nothing.
     */
    private static final String RELEASE = """
              WITH claim AS (
                   SELECT scope, key, owner, recovery_point
                     FROM idempotency_record
                    WHERE scope = :scope
                      AND key = :key
                      AND status IS NULL
                      AND expires_at > now()
                      FOR UPDATE
                 ), forgotten AS (
                   DELETE FROM idempotency_record AS record
                    USING claim
                    WHERE record.scope = claim.scope
                      AND record.key = claim.key
                      AND claim.recovery_point IS NULL
                 ), ended AS (
                   UPDATE idempotency_record AS record
                      SET leased_until = '-infinity',
                          owner = gen_random_uuid()
                     FROM claim
                    WHERE record.scope = claim.scope
                      AND record.key = claim.key
                      AND claim.recovery_point IS NOT NULL
                 )
            INSERT INTO released_claim (scope, key, owner, recovery_point, requested_by, note)
            SELECT scope, key, owner, recovery_point, :requestedBy, :note
              FROM claim
            RETURNING scope, key, owner, recovery_point, requested_by, note, at
            """;

    private static final String RELEASED = """
            SELECT scope, key, owner, recovery_point, requested_by, note, at
              FROM released_claim
             ORDER BY id DESC
             LIMIT :limit
            """;

    private final JdbcClient jdbc;

    OperatorRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How many records there are.
     *
     * @param working somebody is at it
     * @param abandoned somebody was, and was not heard of until the lease ran out
     * @param answered repeats get the answer
     * @param expired they count as gone, and are about to be removed
     */
    record Count(long working, long abandoned, long answered, long expired) {}

    /** A claim without an answer; how long ago it was made, in seconds. */
    record Open(
            String scope,
            String key,
            UUID owner,
            @Nullable String recoveryPoint,
            boolean working,
            Instant claimedAt,
            double seconds) {}

    /** A claim that an operator ended. */
    record Released(
            String scope,
            String key,
            UUID owner,
            @Nullable String recoveryPoint,
            String requestedBy,
            String note,
            Instant at) {}

    Count count() {
        return jdbc.sql(COUNT).query(Count.class).single();
    }

    /** The oldest first. */
    List<Open> open(int limit) {
        return jdbc.sql(OPEN).param("limit", limit).query((row, _) -> open(row)).list();
    }

    /** What was released; empty if there is no such claim, or it is answered. */
    Optional<Released> release(RecordKey key, String requestedBy, String note) {
        return jdbc.sql(RELEASE)
                .param("scope", key.scope())
                .param("key", key.key())
                .param("requestedBy", requestedBy)
                .param("note", note)
                .query((row, _) -> released(row))
                .optional();
    }

    /** The latest first. */
    List<Released> released(int limit) {
        return jdbc.sql(RELEASED)
                .param("limit", limit)
                .query((row, _) -> released(row))
                .list();
    }

    private static Open open(ResultSet row) throws SQLException {
        return new Open(
                row.getString("scope"),
                row.getString("key"),
                row.getObject("owner", UUID.class),
                row.getString("recovery_point"),
                row.getBoolean("working"),
                row.getTimestamp("claimed_at").toInstant(),
                row.getDouble("seconds"));
    }

    private static Released released(ResultSet row) throws SQLException {
        return new Released(
                row.getString("scope"),
                row.getString("key"),
                row.getObject("owner", UUID.class),
                row.getString("recovery_point"),
                row.getString("requested_by"),
                row.getString("note"),
                row.getTimestamp("at").toInstant());
    }
}
