package dev.tandem.locks.guard;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The resource's side of a fencing token (guide, 'Resource-Side Implementation'): a write with a token lower than the
 * highest that was seen is refused, so that a holder who was paused, or whose message was late, changes nothing.
 *
 * <p>An equal token passes: it is the same holder's next write. (The guide refuses it, which would stop every holder
 * after its first.)
 *
 * <p>Where the guarded thing is a row with a column {@code fencing_token}, no helper is needed, only this in the
 * statement that writes:
 *
 * <pre>{@code
 * UPDATE report
 *    SET body = :body, fencing_token = :token
 *  WHERE id = :id
 *    AND fencing_token <= :token
 * }</pre>
 *
 * <p>Where it is not one row, the guard keeps the highest token in a table of its own, {@code fencing_guard}
 * ({@code classpath:db/migration/locks}), and is asked in the transaction that writes: the row it takes stays locked
 * until the commit, so nobody with another token gets between question and write. To do both in one statement, begin it
 * with {@link #ADMIT}:
 *
 * <pre>{@code
 * WITH admitted AS (<ADMIT>)
 * INSERT INTO report (...) SELECT ... FROM admitted
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class FencingGuard {

    /** Returns the resource's name if the token is admitted, and no row if it is stale. */
    public static final String ADMIT = """
            INSERT INTO fencing_guard AS guard (resource, highest_token)
            VALUES (:resource, :token)
                ON CONFLICT (resource) DO UPDATE
               SET highest_token = excluded.highest_token
             WHERE guard.highest_token <= excluded.highest_token
         RETURNING resource""";

    private final JdbcClient jdbc;

    public FencingGuard(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Remembers the token, unless a higher one was seen; to be called in the transaction that writes.
     *
     * @param resource what the lock protects
     * @return false if the token is stale: then write nothing
     */
    public boolean admits(String resource, long token) {
        return jdbc.sql(ADMIT)
                .param("resource", resource)
                .param("token", token)
                .query(String.class)
                .optional()
                .isPresent();
    }
}
