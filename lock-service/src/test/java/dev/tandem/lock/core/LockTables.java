package dev.tandem.lock.core;

import com.zaxxer.hikari.HikariDataSource;
import dev.tandem.testsupport.PostgresServer;
import dev.tandem.testsupport.TestDatabase;
import org.flywaydb.core.Flyway;

/** Databases with the tables of locks, for tests that bring their own replicas. */
final class LockTables {

    private LockTables() {}

    static TestDatabase fresh() {
        return fresh(PostgresServer.shared());
    }

    static TestDatabase fresh(PostgresServer server) {
        var database = server.freshDatabase();
        Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:db/migration/lock-service")
                .load()
                .migrate();
        return database;
    }

    /** As a replica has one. */
    static HikariDataSource pool(TestDatabase database) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        pool.setConnectionTimeout(5_000);
        return pool;
    }
}
