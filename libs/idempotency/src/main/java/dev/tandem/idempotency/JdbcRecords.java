package dev.tandem.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Records in the service's own database, in the table {@code idempotency_record}. They take part in the transaction of
 * whoever calls: a claim, the work and the answer can be one transaction, and the claims of many requests one statement.
 *
 * <p>Claiming is one {@code INSERT}, and the primary key decides: nobody looks first and inserts then, because two could
 * look at the same moment. What the clock has to say, the database's clock says.
 */
public final class JdbcRecords implements IdempotencyStore {

    /**
     * In the order of the keys, so that batches with the same keys queue up instead of deadlocking. An existing row is
     * taken over if it has expired, with all that comes with the new attempt; or if it was abandoned in the middle of the
     * same request, with what that one had got to.
     *
     * <p>Who does not wait skips keys that a running transaction has inserted, instead of standing behind it with a
     * connection in hand.
     */
    private static final String CLAIM = """
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
               SET (fingerprint, owner, leased_until, recovery_point, status, headers, body, expires_at)
                 = (SELECT excluded.fingerprint, excluded.owner, excluded.leased_until, excluded.recovery_point,
                           excluded.status, excluded.headers, excluded.body, excluded.expires_at
                     WHERE record.expires_at <= now()
                     UNION ALL
                    SELECT record.fingerprint, excluded.owner,
                           coalesce(excluded.leased_until, now() + :longestLease * interval '1 second'),
                           record.recovery_point, NULL, NULL, NULL, excluded.expires_at
                     WHERE record.expires_at > now())
             WHERE record.expires_at <= now()
                OR (record.leased_until <= now() AND record.fingerprint = excluded.fingerprint)
            RETURNING owner, recovery_point, status
            """;

    /** A record that comes with its answer, in front of the statement that does the work. */
    private static final String CLAIM_WITH_WORK = """
            WITH claimed AS (
                INSERT INTO idempotency_record AS record
                       (scope, key, fingerprint, owner, status, headers, body, expires_at)
                VALUES (:claimScope, :claimKey, :claimFingerprint, :claimOwner, :claimStatus, :claimHeaders::json,
                        :claimBody, now() + :claimRetention * interval '1 second')
                    ON CONFLICT (scope, key) DO UPDATE
                   SET fingerprint = excluded.fingerprint, owner = excluded.owner, leased_until = NULL,
                       recovery_point = NULL, status = excluded.status, headers = excluded.headers,
                       body = excluded.body, expires_at = excluded.expires_at
                 WHERE record.expires_at <= now()
                RETURNING owner
            )
            """;

    private static final String FIND = """
            SELECT fingerprint, status, headers, body
              FROM idempotency_record
             WHERE scope = :scope
               AND key = :key
            """;

    private static final String READ = """
            SELECT fingerprint, owner, status, headers, body,
                   coalesce(extract(EPOCH FROM leased_until - now()), 0) AS lease,
                   extract(EPOCH FROM expires_at - now()) AS retention
              FROM idempotency_record
             WHERE scope = :scope
               AND key = :key
               AND expires_at > now()
            """;

    private static final String FORGET = """
            DELETE FROM idempotency_record
             WHERE scope = :scope
               AND key = :key
            """;

    private static final String RENEW = """
            UPDATE idempotency_record
               SET leased_until = now() + :lease * interval '1 second'
             WHERE scope = :scope
               AND key = :key
               AND owner = :owner
               AND status IS NULL
            """;

    private static final String REACHED = """
            UPDATE idempotency_record
               SET recovery_point = :recoveryPoint
             WHERE scope = :scope
               AND key = :key
               AND owner = :owner
               AND status IS NULL
            """;

    private static final String COMPLETE = """
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
    private static final String RELEASE = """
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
    private static final String REMOVE_EXPIRED = """
            DELETE FROM idempotency_record
             WHERE (scope, key) IN (SELECT scope, key
                                      FROM idempotency_record
                                     WHERE expires_at <= now()
                                     ORDER BY expires_at
                                     LIMIT :limit
                                       FOR UPDATE SKIP LOCKED)
            """;

    private final JdbcClient jdbc;

    public JdbcRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A claim that comes with what the work will have got to, and perhaps with its answer: whoever knows them before the
     * transaction ends saves writing again.
     *
     * @param recoveryPoint what must not be done again once the transaction is committed
     * @param answer what repeats get; null if it is not known yet, and the claim stays open
     */
    public record Opening(
            Attempt attempt,
            @Nullable String recoveryPoint,
            @Nullable StoredAnswer answer) {}

    @Override
    public Claim claim(Attempt attempt) {
        return claim(List.of(new Opening(attempt, null, null)), false).getFirst();
    }

    /**
     * Claims the keys of many requests in one statement, in the caller's transaction, which waits for others that are
     * claiming the same keys to end.
     *
     * @return what each meets, in their order
     */
    public List<Claim> claim(List<Opening> openings) {
        return claim(openings, true);
    }

    /**
     * Claims a key in one statement with the work, which is one round trip and one commit for both: for work that is a
     * single statement and knows its answer beforehand.
     *
     * @param work a statement that changes something {@code FROM claimed}, which has a row if the key is this attempt's
     * @param parameters the work's
     */
    public Claim claimWith(Attempt attempt, StoredAnswer answer, String work, Map<String, ?> parameters) {
        var changed = jdbc.sql(CLAIM_WITH_WORK + work)
                .params(parameters)
                .param("claimScope", attempt.key().scope())
                .param("claimKey", attempt.key().key())
                .param("claimFingerprint", attempt.fingerprint())
                .param("claimOwner", attempt.owner())
                .param("claimStatus", answer.status())
                .param("claimHeaders", HeadersJson.write(answer.headers()))
                .param("claimBody", answer.body())
                .param("claimRetention", inSeconds(attempt.retention()))
                .update();
        return changed > 0 ? new Claim.Granted(null, true) : met(attempt);
    }

    private List<Claim> claim(List<Opening> openings, boolean waits) {
        var firstOfKey = new HashMap<RecordKey, Opening>(); // a statement cannot meet its own rows
        openings.forEach(opening -> firstOfKey.putIfAbsent(opening.attempt().key(), opening));
        var granted = insert(firstOfKey.values(), waits);
        return openings.stream()
                .map(Opening::attempt)
                .map(attempt ->
                        Optional.ofNullable(granted.get(attempt.owner())).orElseGet(() -> met(attempt)))
                .toList();
    }

    /** A row that a rollback took away meanwhile, or that is being inserted, is somebody's who was there before. */
    private Claim met(Attempt attempt) {
        return find(attempt).orElseGet(Claim.InProgress::new);
    }

    private Map<UUID, Claim> insert(Collection<Opening> openings, boolean waits) {
        var granted = new HashMap<UUID, Claim>();
        jdbc.sql(CLAIM)
                .param(
                        "scopes",
                        text(openings, opening -> opening.attempt().key().scope()))
                .param("keys", text(openings, opening -> opening.attempt().key().key()))
                .param(
                        "fingerprints",
                        text(openings, opening -> opening.attempt().fingerprint()))
                .param(
                        "owners",
                        openings.stream()
                                .map(opening -> opening.attempt().owner())
                                .toArray(UUID[]::new))
                .param("leases", seconds(openings, Attempt::lease))
                .param("retentions", seconds(openings, Attempt::retention))
                .param("recoveryPoints", text(openings, Opening::recoveryPoint))
                .param(
                        "statuses",
                        openings.stream()
                                .map(Opening::answer)
                                .map(answer -> answer == null ? null : (short) answer.status())
                                .toArray(Short[]::new))
                .param(
                        "headers",
                        text(
                                openings,
                                opening -> opening.answer() == null
                                        ? null
                                        : HeadersJson.write(opening.answer().headers())))
                .param(
                        "bodies",
                        openings.stream()
                                .map(Opening::answer)
                                .map(answer -> answer == null ? null : answer.body())
                                .toArray(byte[][]::new))
                .param(
                        "longestLease",
                        openings.stream()
                                .mapToDouble(
                                        opening -> inSeconds(opening.attempt().lease()))
                                .max()
                                .orElse(0))
                .param("waits", waits)
                .query(row -> {
                    granted.put(
                            row.getObject("owner", UUID.class),
                            new Claim.Granted(row.getString("recovery_point"), row.getObject("status") != null));
                });
        return granted;
    }

    /**
     * A record as it is.
     *
     * @param lease what is left of it; negative if the claim was abandoned, and zero if there is an answer
     * @param retention what is left of it
     * @param answer null while somebody is at work
     */
    public record Kept(
            String fingerprint,
            UUID owner,
            Duration lease,
            Duration retention,
            @Nullable StoredAnswer answer) {}

    /** The record of a key that has not expired. */
    public Optional<Kept> find(RecordKey key) {
        return jdbc.sql(READ)
                .param("scope", key.scope())
                .param("key", key.key())
                .query((row, _) -> kept(row))
                .optional();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getString("fingerprint"),
                row.getObject("owner", UUID.class),
                Duration.ofMillis((long) (row.getDouble("lease") * 1e3)),
                Duration.ofMillis((long) (row.getDouble("retention") * 1e3)),
                row.getObject("status") == null ? null : answer(row));
    }

    private static StoredAnswer answer(ResultSet row) throws SQLException {
        return new StoredAnswer(row.getInt("status"), HeadersJson.read(row.getString("headers")), row.getBytes("body"));
    }

    /** Frees a key whatever it stands for: what an operator may do. */
    public void forget(RecordKey key) {
        jdbc.sql(FORGET).param("scope", key.scope()).param("key", key.key()).update();
    }

    /** What an attempt would meet that is not the first; empty if nobody has the key. */
    Optional<Claim> find(Attempt attempt) {
        return ofKey(FIND, attempt)
                .query((row, _) -> claim(row, attempt.fingerprint()))
                .optional();
    }

    private static Claim claim(ResultSet row, String fingerprint) throws SQLException {
        if (!row.getString("fingerprint").equals(fingerprint)) {
            return new Claim.Mismatch();
        }
        return row.getObject("status") == null ? new Claim.InProgress() : new Claim.Answered(answer(row));
    }

    @Override
    public boolean renew(Attempt attempt) {
        return mine(RENEW, attempt).param("lease", inSeconds(attempt.lease())).update() == 1;
    }

    @Override
    public boolean reached(Attempt attempt, String recoveryPoint) {
        return mine(REACHED, attempt).param("recoveryPoint", recoveryPoint).update() == 1;
    }

    @Override
    public boolean complete(Attempt attempt, StoredAnswer answer) {
        return mine(COMPLETE, attempt)
                        .param("status", answer.status())
                        .param("headers", HeadersJson.write(answer.headers()))
                        .param("body", answer.body())
                        .update()
                == 1;
    }

    @Override
    public void release(Attempt attempt) {
        mine(RELEASE, attempt).update();
    }

    /** Removes so many records that have expired; returns how many there were. */
    int removeExpired(int limit) {
        return jdbc.sql(REMOVE_EXPIRED).param("limit", limit).update();
    }

    private StatementSpec mine(String statement, Attempt attempt) {
        return ofKey(statement, attempt).param("owner", attempt.owner());
    }

    private StatementSpec ofKey(String statement, Attempt attempt) {
        return jdbc.sql(statement)
                .param("scope", attempt.key().scope())
                .param("key", attempt.key().key());
    }

    private static @Nullable String[] text(Collection<Opening> openings, Function<Opening, @Nullable String> column) {
        return openings.stream().map(column).toArray(String[]::new);
    }

    private static Double[] seconds(Collection<Opening> openings, Function<Attempt, Duration> column) {
        return openings.stream()
                .map(opening -> inSeconds(Objects.requireNonNull(column.apply(opening.attempt()))))
                .toArray(Double[]::new);
    }

    private static double inSeconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
