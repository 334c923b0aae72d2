package dev.tandem.lock.core;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Removes what is of no more use; several replicas may clean at a time. */
public final class Cleaning {

    /** Tokens stay: a key that comes back goes on counting where it was. */
    private static final String FORGET_IDLE = """
            DELETE FROM lease
             WHERE key IN (
                   SELECT key
                     FROM lease
                    WHERE NOT awaited
                      AND expires_at < now() - interval '1 hour'
                    LIMIT :limit
                      FOR UPDATE SKIP LOCKED)
            """;

    /** Places whose replica died, in queues that nobody came to serve since. */
    private static final String FORGET_DEAD = """
            DELETE FROM lock_queue
             WHERE alive_until < now() - interval '1 minute'
            """;

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;

    public Cleaning(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until there is nothing left to do. */
    public void clean() {
        jdbc.sql(FORGET_DEAD).update();
        int forgotten;
        do {
            forgotten = jdbc.sql(FORGET_IDLE).param("limit", BATCH).update();
        } while (forgotten == BATCH);
    }
}
