package dev.tandem.locks.fire;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A number that is read, incremented elsewhere and written back, behind a fence. Who reads raises the fence, so that
 * nobody who came before can write any more; each write that was let in is counted beside it.
 */
final class Counter {

    private static final String TABLES = """
            CREATE TABLE counter (value bigint NOT NULL, fence bigint NOT NULL);
            INSERT INTO counter VALUES (0, 0);
            CREATE TABLE written (value bigint NOT NULL);
            """;

    private static final String ENTER = """
               UPDATE counter
                  SET fence = :token
                WHERE fence <= :token
            RETURNING fence AS token, value
            """;

    /** For locks without a token: whoever enters is the last who did. */
    private static final String ENTER_WITH_TICKET = """
               UPDATE counter
                  SET fence = fence + 1
            RETURNING fence AS token, value
            """;

    private static final String WRITE = """
            WITH written_back AS (
                UPDATE counter
                   SET value = :value
                 WHERE fence = :token
             RETURNING value
            )
            INSERT INTO written SELECT value FROM written_back
            """;

    /** What somebody saw who entered. */
    record Seen(long token, long value) {}

    private final JdbcClient jdbc;

    Counter(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    void create() {
        jdbc.sql(TABLES).update();
    }

    Optional<Seen> enter(long token) {
        return jdbc.sql(ENTER).param("token", token).query(Seen.class).optional();
    }

    Optional<Seen> enterWithTicket() {
        return jdbc.sql(ENTER_WITH_TICKET).query(Seen.class).optional();
    }

    void write(long token, long value) {
        jdbc.sql(WRITE).param("token", token).param("value", value).update();
    }

    long value() {
        return jdbc.sql("SELECT value FROM counter").query(Long.class).single();
    }

    long writes() {
        return jdbc.sql("SELECT count(*) FROM written").query(Long.class).single();
    }
}
