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
        var changed = jdbc.sql(RecordStatements.CLAIM_WITH_WORK + work)
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
        jdbc.sql(RecordStatements.CLAIM)
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
        return jdbc.sql(RecordStatements.READ)
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
        jdbc.sql(RecordStatements.FORGET)
                .param("scope", key.scope())
                .param("key", key.key())
                .update();
    }

    /** What an attempt would meet that is not the first; empty if nobody has the key. */
    Optional<Claim> find(Attempt attempt) {
        return ofKey(RecordStatements.FIND, attempt)
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
        return mine(RecordStatements.RENEW, attempt)
                        .param("lease", inSeconds(attempt.lease()))
                        .update()
                == 1;
    }

    @Override
    public boolean reached(Attempt attempt, String recoveryPoint) {
        return mine(RecordStatements.REACHED, attempt)
                        .param("recoveryPoint", recoveryPoint)
                        .update()
                == 1;
    }

    @Override
    public boolean complete(Attempt attempt, StoredAnswer answer) {
        return mine(RecordStatements.COMPLETE, attempt)
                        .param("status", answer.status())
                        .param("headers", HeadersJson.write(answer.headers()))
                        .param("body", answer.body())
                        .update()
                == 1;
    }

    @Override
    public void release(Attempt attempt) {
        mine(RecordStatements.RELEASE, attempt).update();
    }

    /** Removes so many records that have expired; returns how many there were. */
    int removeExpired(int limit) {
        return jdbc.sql(RecordStatements.REMOVE_EXPIRED).param("limit", limit).update();
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
