package dev.tandem.locks.fire;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ScriptUtils;

class AdvisoryUnderFireTest extends UnderFire {

    private static final String END_HOLDERS = """
            SELECT pg_terminate_backend(pid)
              FROM pg_locks
             WHERE locktype = 'advisory'
               AND granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    @BeforeEach
    void migrate() throws Exception {
        try (var connection = database.dataSource().getConnection()) {
            ScriptUtils.executeSqlScript(
                    connection, new ClassPathResource("db/migration/advisory-locks/V25__advisory_lock_token.sql"));
        }
    }

    @Override
    protected List<String> backend() {
        return List.of("postgres-advisory");
    }

    /** Ends the session of whoever holds the lock just now, some times. */
    @Override
    protected void disturb() {
        for (var i = 0; i < 5; i++) {
            JdbcClient.create(database.dataSource())
                    .sql(END_HOLDERS)
                    .query(Boolean.class)
                    .list();
        }
    }
}
