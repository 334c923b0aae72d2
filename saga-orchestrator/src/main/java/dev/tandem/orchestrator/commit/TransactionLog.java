package dev.tandem.orchestrator.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.commit.agreement.Termination;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The coordinator's log. One write of it matters before anything else may happen: the decision to commit, and before it, in
 * three-phase commit, that all voted yes. It is on disk when {@link #decide} returns. All other writes may be lost in a
 * crash of the database server, because what they say is also what is presumed in their absence: no decision means abort,
 * no acknowledgement means telling again.
 */
@Repository
class TransactionLog {

    /** The commit of this one statement does not wait for the disk. */
    private static final String BEGIN = """
            WITH lazily AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
            INSERT INTO commit_transaction
                   (id, termination, state, owner, epoch, branches, timeline, created_at, due_at)
            SELECT :id, :termination, :state, :owner, :epoch, CAST(:branches AS json), CAST(:timeline AS json),
                   :createdAt,
                   now() + CAST(:milliseconds AS bigint) * interval '1 millisecond'
              FROM lazily
                ON CONFLICT (id) DO NOTHING
            """;

    /** Only the owner, and only once: whoever took the transaction over has raised the epoch. */
    private static final String DECIDE = """
            UPDATE commit_transaction
               SET state = :state, branches = CAST(:branches AS json), timeline = CAST(:timeline AS json),
                   reason = :reason, detail = :detail,
                   due_at = now() + CAST(:milliseconds AS bigint) * interval '1 millisecond'
             WHERE id = :id
               AND epoch = :epoch
               AND state IN ('PREPARING', 'PRE_COMMITTING')
            """;

    private static final String SAVE = """
            WITH lazily AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
            UPDATE commit_transaction
               SET state = :state, branches = CAST(:branches AS json), timeline = CAST(:timeline AS json),
                   reason = :reason, detail = :detail, heuristic = :heuristic,
                   acknowledged_by = :acknowledgedBy, ended_at = :endedAt,
                   due_at = now() + CAST(:milliseconds AS bigint) * interval '1 millisecond'
              FROM lazily
             WHERE id = :id
               AND epoch = :epoch
               AND ended_at IS NULL
            """;

    /** Somebody else's when their time is up; one's own at once after a start, because one was dead. */
    private static final String TAKE_OVER = """
            UPDATE commit_transaction
               SET owner = :me, epoch = epoch + 1, attempts = attempts + 1,
                   due_at = now() + CAST(:milliseconds AS bigint) * interval '1 millisecond'
             WHERE id IN (SELECT id
                            FROM commit_transaction
                           WHERE ended_at IS NULL
                             AND (due_at < now() OR (:starting AND owner = :me))
                           ORDER BY due_at
                           LIMIT :limit
                             FOR UPDATE SKIP LOCKED)
            RETURNING *
            """;

    private static final String LEAP = """
            UPDATE commit_transaction
               SET epoch = :beyond,
                   due_at = now() + CAST(:milliseconds AS bigint) * interval '1 millisecond'
             WHERE id = :id
               AND epoch = :epoch
               AND ended_at IS NULL
            """;

    private static final String FIND = "SELECT * FROM commit_transaction WHERE id = :id";

    private static final String STATE = "SELECT state FROM commit_transaction WHERE id = :id";

    private static final String UNACKNOWLEDGED = """
            SELECT *
              FROM commit_transaction
             WHERE heuristic IS NOT NULL
               AND acknowledged_by IS NULL
             ORDER BY id DESC
             LIMIT :limit
            """;

    private static final String ACKNOWLEDGE = """
            UPDATE commit_transaction
               SET acknowledged_by = :by
             WHERE id = :id
               AND heuristic IS NOT NULL
               AND acknowledged_by IS NULL
            """;

    private static final String FORGET = """
            DELETE FROM commit_transaction
             WHERE id IN (SELECT id
                            FROM commit_transaction
                           WHERE ended_at < now() - CAST(:seconds AS bigint) * interval '1 second'
                             AND (heuristic IS NULL OR acknowledged_by IS NOT NULL)
                           LIMIT 1000
                             FOR UPDATE SKIP LOCKED)
            """;

    private static final UUID LAST = new UUID(-1, -1);

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    TransactionLog(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** Writes down who takes part, before anybody is asked; false if there is a transaction of that id. */
    boolean begin(Transaction transaction, Duration lease) {
        var termination = transaction.termination();
        return jdbc.sql(BEGIN)
                        .param("id", transaction.id())
                        .param("termination", termination == null ? null : termination.name())
                        .param("state", transaction.state().name())
                        .param("owner", transaction.owner())
                        .param("epoch", transaction.epoch())
                        .param("branches", write(transaction.branches()))
                        .param("timeline", write(transaction.timeline()))
                        .param("createdAt", transaction.createdAt().atOffset(ZoneOffset.UTC))
                        .param("milliseconds", lease.toMillis())
                        .update()
                == 1;
    }

    /** Forces the decision, or that all voted yes, to disk; false if the transaction is not the caller's any more. */
    boolean decide(Transaction transaction, Duration lease) {
        return jdbc.sql(DECIDE)
                        .param("id", transaction.id())
                        .param("state", transaction.state().name())
                        .param("epoch", transaction.epoch())
                        .param("branches", write(transaction.branches()))
                        .param("timeline", write(transaction.timeline()))
                        .param("reason", transaction.reason())
                        .param("detail", transaction.detail())
                        .param("milliseconds", lease.toMillis())
                        .update()
                == 1;
    }

    /**
     * Keeps what became of it, some time; false if the transaction is not the caller's any more, or has ended meanwhile
     * by an operator's word.
     *
     * @param next when somebody has to look at it again, unless it has ended
     */
    boolean save(Transaction transaction, Duration next) {
        var endedAt = transaction.endedAt();
        var heuristic = transaction.heuristic();
        return jdbc.sql(SAVE)
                        .param("id", transaction.id())
                        .param("state", transaction.state().name())
                        .param("epoch", transaction.epoch())
                        .param("branches", write(transaction.branches()))
                        .param("timeline", write(transaction.timeline()))
                        .param("reason", transaction.reason())
                        .param("detail", transaction.detail())
                        .param("heuristic", heuristic == null ? null : heuristic.name())
                        .param("acknowledgedBy", transaction.acknowledgedBy())
                        .param("endedAt", endedAt == null ? null : endedAt.atOffset(ZoneOffset.UTC))
                        .param("milliseconds", next.toMillis())
                        .update()
                == 1;
    }

    /** Takes up transactions that nobody drives any more, each in a new epoch. */
    List<Transaction> takeOver(String me, boolean starting, Duration lease, int limit) {
        return jdbc.sql(TAKE_OVER)
                .param("me", me)
                .param("starting", starting)
                .param("milliseconds", lease.toMillis())
                .param("limit", limit)
                .query(this::read)
                .list();
    }

    /** Lets it be taken up soon in an epoch above this one; false if the transaction is not the caller's any more. */
    boolean leap(Transaction transaction, int beyond, Duration next) {
        return jdbc.sql(LEAP)
                        .param("id", transaction.id())
                        .param("epoch", transaction.epoch())
                        .param("beyond", Math.max(transaction.epoch(), beyond))
                        .param("milliseconds", next.toMillis())
                        .update()
                == 1;
    }

    Optional<Transaction> find(UUID id) {
        return jdbc.sql(FIND).param("id", id).query(this::read).optional();
    }

    Optional<TransactionState> state(UUID id) {
        return jdbc.sql(STATE).param("id", id).query(String.class).optional().map(TransactionState::valueOf);
    }

    /** Newest first. */
    List<Transaction> page(@Nullable TransactionState state, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        SELECT *
                          FROM commit_transaction
                         WHERE id < :before
                           %s
                         ORDER BY id DESC
                         LIMIT :limit
                        """.formatted(state == null ? "" : "AND state = '%s'".formatted(state)))
                .param("before", before == null ? LAST : before)
                .param("limit", limit)
                .query(this::read)
                .list();
    }

    /** Those that ended otherwise than decided, and nobody has said that they have seen it. */
    List<Transaction> unacknowledged(int limit) {
        return jdbc.sql(UNACKNOWLEDGED).param("limit", limit).query(this::read).list();
    }

    /** Notes that somebody has seen a heuristic outcome; false if there is none to be acknowledged. */
    boolean acknowledge(UUID id, String by) {
        return jdbc.sql(ACKNOWLEDGE).param("id", id).param("by", by).update() == 1;
    }

    int forget(Duration retention) {
        return jdbc.sql(FORGET).param("seconds", retention.toSeconds()).update();
    }

    private Transaction read(ResultSet row, int number) throws SQLException {
        var termination = row.getString("termination");
        var heuristic = row.getString("heuristic");
        return new Transaction(
                row.getObject("id", UUID.class),
                termination == null ? null : Termination.valueOf(termination),
                TransactionState.valueOf(row.getString("state")),
                row.getString("owner"),
                row.getInt("epoch"),
                row.getInt("attempts"),
                List.of(parse(row.getString("branches"), BranchRecord[].class)),
                List.of(parse(row.getString("timeline"), Moment[].class)),
                row.getString("reason"),
                row.getString("detail"),
                heuristic == null ? null : Heuristic.valueOf(heuristic),
                row.getString("acknowledged_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value, e);
        }
    }

    private <T> T parse(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no %s: %s".formatted(type.getSimpleName(), text), e);
        }
    }
}
