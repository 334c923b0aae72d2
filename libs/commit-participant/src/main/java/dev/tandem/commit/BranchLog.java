package dev.tandem.commit;

import dev.tandem.commit.agreement.BranchState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows by which a participant remembers how branches ended, and who may speak about them. */
class BranchLog {

    /**
     * What comes before a branch's work, in one round trip: how long the transaction waits for locks, of which nothing
     * stays with the connection, and the row that will say 'committed'.
     */
    private static final String OPEN = """
            WITH patient AS MATERIALIZED (SELECT set_config('lock_timeout', :milliseconds, true))
            INSERT INTO branch (transaction_id, outcome, operation)
            SELECT :id, 'COMMITTED', :operation
              FROM patient
                ON CONFLICT (transaction_id) DO NOTHING
            """;

    private static final String WRITE_ABORTED = """
            INSERT INTO branch (transaction_id, outcome)
            VALUES (:id, 'ABORTED')
                ON CONFLICT (transaction_id) DO NOTHING
            """;

    private static final String FIND = """
            SELECT transaction_id, outcome, operation, written_at
              FROM branch
             WHERE transaction_id = :id
            """;

    private static final String NEWEST = """
            SELECT transaction_id, outcome, operation, written_at
              FROM branch
             WHERE outcome = :outcome
               AND transaction_id < :before
             ORDER BY transaction_id DESC
             LIMIT :limit
            """;

    /** Members of a group may have promised themselves to somebody who leads it in a coordinator's place. */
    private static final String EPOCH = """
            SELECT greatest((SELECT epoch FROM branch_epoch WHERE transaction_id = :id),
                            (SELECT epoch FROM branch_phase WHERE transaction_id = :id),
                            1)
            """;

    private static final String RAISE_EPOCH = """
            WITH raised AS (
                INSERT INTO branch_epoch AS known (transaction_id, epoch)
                VALUES (:id, :epoch)
                    ON CONFLICT (transaction_id) DO UPDATE SET epoch = greatest(known.epoch, excluded.epoch)
                RETURNING epoch
            )
            SELECT greatest(epoch, (SELECT epoch FROM branch_phase WHERE transaction_id = :id)) FROM raised
            """;

    private static final String AUDIT = """
            INSERT INTO branch_forced (transaction_id, outcome, forced_by, note)
            VALUES (:id, :outcome, :by, :note)
            """;

    private static final String FORGET = """
            WITH old AS (
                DELETE FROM branch
                 WHERE transaction_id IN (SELECT transaction_id
                                            FROM branch
                                           WHERE written_at < now() - CAST(:seconds AS bigint) * interval '1 second'
                                           LIMIT :limit
                                             FOR UPDATE SKIP LOCKED)
                RETURNING transaction_id
            ), old_epochs AS (
                DELETE FROM branch_epoch
                 WHERE written_at < now() - CAST(:seconds AS bigint) * interval '1 second'
            ), old_phases AS (
                DELETE FROM branch_phase
                 WHERE written_at < now() - CAST(:seconds AS bigint) * interval '1 second'
                   AND NOT EXISTS (SELECT FROM pg_prepared_xacts WHERE gid LIKE '%' || transaction_id)
            )
            SELECT count(*) FROM old
            """;

    private static final UUID LAST = new UUID(-1, -1);

    private final JdbcClient jdbc;

    BranchLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A branch that has ended. */
    record Entry(
            UUID transactionId,
            BranchState outcome,
            @Nullable String operation,
            Instant writtenAt) {}

    /**
     * Writes the row that a commit makes visible, and bounds how long the transaction waits for any lock from now on; false
     * if it has ended here before.
     */
    boolean open(UUID id, String operation, Duration lockTimeout) {
        return jdbc.sql(OPEN)
                        .param("id", id)
                        .param("operation", operation)
                        .param("milliseconds", Long.toString(lockTimeout.toMillis()))
                        .update()
                == 1;
    }

    /** Leaves a tombstone, unless there is a row already. Waits for a branch that is being prepared at this moment. */
    void writeAborted(UUID id) {
        jdbc.sql(WRITE_ABORTED).param("id", id).update();
    }

    Optional<Entry> find(UUID id) {
        return jdbc.sql(FIND).param("id", id).query(BranchLog::entry).optional();
    }

    /** Newest first. */
    List<Entry> newest(BranchState outcome, @Nullable UUID before, int limit) {
        return jdbc.sql(NEWEST)
                .param("outcome", outcome.name())
                .param("before", before == null ? LAST : before)
                .param("limit", limit)
                .query(BranchLog::entry)
                .list();
    }

    /**
     * Takes note of the epoch in which somebody speaks, and returns the highest that was heard. The first epoch of a
     * transaction is not written down: there is none below it.
     */
    int heard(UUID id, int epoch) {
        if (epoch > 1) {
            return jdbc.sql(RAISE_EPOCH)
                    .param("id", id)
                    .param("epoch", epoch)
                    .query(Integer.class)
                    .single();
        }
        return jdbc.sql(EPOCH).param("id", id).query(Integer.class).single();
    }

    void audit(UUID id, BranchState outcome, String by, String note) {
        jdbc.sql(AUDIT)
                .param("id", id)
                .param("outcome", outcome.name())
                .param("by", by)
                .param("note", note)
                .update();
    }

    /** Forgets some of what ended long ago, and returns how many. */
    int forget(Duration retention, int limit) {
        return jdbc.sql(FORGET)
                .param("seconds", retention.toSeconds())
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getObject("transaction_id", UUID.class),
                BranchState.valueOf(row.getString("outcome")),
                row.getString("operation"),
                row.getObject("written_at", OffsetDateTime.class).toInstant());
    }
}
