package dev.tandem.commit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The server's prepared transactions, as far as they are this service's. {@code COMMIT PREPARED} and
 * {@code ROLLBACK PREPARED} cannot run in a transaction, so whoever calls them has none; they need no certain connection,
 * because a prepared transaction belongs to no session any more.
 */
class PreparedTransactions {

    private static final String EXISTS = """
            SELECT EXISTS (SELECT FROM pg_prepared_xacts WHERE gid = :gid AND database = current_database())
            """;

    /**
     * The locks of a prepared transaction have no process any more, but still the name of the session's virtual
     * transaction that took them; the lock on its own number tells which.
     */
    private static final String OWN = """
            SELECT p.gid, p.prepared,
                   extract(EPOCH FROM clock_timestamp() - p.prepared) AS age,
                   (SELECT count(*)
                      FROM pg_locks self
                      JOIN pg_locks held ON held.virtualtransaction = self.virtualtransaction AND held.pid IS NULL
                     WHERE self.locktype = 'transactionid'
                       AND self.transactionid = p.transaction
                       AND self.granted) AS locks,
                   (SELECT count(*)
                      FROM pg_locks waiting
                     WHERE waiting.locktype = 'transactionid'
                       AND waiting.transactionid = p.transaction
                       AND NOT waiting.granted) AS blocked
              FROM pg_prepared_xacts p
             WHERE p.database = current_database()
               AND starts_with(p.gid, :prefix)
             ORDER BY p.prepared
             LIMIT :limit
            """;

    private static final String LIMIT = "SELECT current_setting('max_prepared_transactions')::integer";

    private static final int MOST = 1_000;

    private final JdbcClient jdbc;
    private final BranchName names;

    PreparedTransactions(JdbcClient jdbc, BranchName names) {
        this.jdbc = jdbc;
        this.names = names;
    }

    /** Turns the running transaction into a prepared one. The session is without a transaction afterwards. */
    void prepare(UUID transactionId) {
        jdbc.sql("PREPARE TRANSACTION '%s'".formatted(names.of(transactionId))).update();
    }

    /**
     * Commits; false if there is nothing of that name.
     *
     * @throws DataAccessException whatever else kept it from being done, or from being known
     */
    boolean commit(UUID transactionId) {
        return end("COMMIT PREPARED", transactionId);
    }

    /** Rolls back; false if there is nothing of that name. */
    boolean rollback(UUID transactionId) {
        return end("ROLLBACK PREPARED", transactionId);
    }

    private boolean end(String how, UUID transactionId) {
        try {
            jdbc.sql("%s '%s'".formatted(how, names.of(transactionId))).update();
            return true;
        } catch (DataAccessException e) {
            if (SqlFailures.isUnknownBranch(e)) {
                return false;
            }
            throw e;
        }
    }

    boolean contains(UUID transactionId) {
        return jdbc.sql(EXISTS)
                .param("gid", names.of(transactionId))
                .query(Boolean.class)
                .single();
    }

    /** This service's, the oldest first; at most a thousand, which is more than a server is made for. */
    List<PreparedBranch> own() {
        return jdbc.sql(OWN).param("prefix", names.prefix()).param("limit", MOST).query(this::read).list().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<PreparedBranch> read(ResultSet row, int number) throws SQLException {
        var id = names.read(row.getString("gid"));
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new PreparedBranch(
                        id.get(),
                        row.getObject("prepared", OffsetDateTime.class).toInstant(),
                        row.getDouble("age"),
                        row.getInt("locks"),
                        row.getInt("blocked")));
    }

    /** How many the server allows; 0 by default, and then nobody can vote yes. */
    int allowed() {
        return jdbc.sql(LIMIT).query(Integer.class).single();
    }
}
