package dev.tandem.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tandem.eventsourcing.EventStore;
import dev.tandem.eventsourcing.LogReader;
import dev.tandem.eventsourcing.Snapshots;
import dev.tandem.local.platform.Platform;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An event log of its own on the platform's server, so that the platform's stays as it is. */
final class EventDatabase implements AutoCloseable {

    /** One for each writer of the baseline. */
    private static final int CONNECTIONS = 40;

    private final Platform platform;
    private final String name;
    private final HikariDataSource pool;
    private final JdbcClient jdbc;

    EventDatabase(Platform platform, String name) throws SQLException {
        this.platform = platform;
        this.name = name;
        execute("DROP DATABASE IF EXISTS " + name + " (FORCE)");
        execute("CREATE DATABASE " + name);
        var config = new HikariConfig();
        config.setDataSource(new PlatformDatabase(platform, name));
        config.setMaximumPoolSize(CONNECTIONS);
        this.pool = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(pool)
                .locations(
                        "classpath:db/migration/messaging",
                        "classpath:db/migration/locks",
                        "classpath:db/migration/event-sourcing",
                        "classpath:db/migration/event-store")
                .load()
                .migrate();
        this.jdbc = JdbcClient.create(pool);
    }

    String name() {
        return name;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    EventStore store() {
        return new EventStore(jdbc, new TransactionTemplate(new JdbcTransactionManager(pool)));
    }

    LogReader reader() {
        return new LogReader(jdbc);
    }

    Snapshots snapshots() {
        return new Snapshots(jdbc);
    }

    /** As new. */
    void empty() {
        jdbc.sql("TRUNCATE event, snapshot").update();
        jdbc.sql("UPDATE event_head SET position = 0").update();
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        execute("DROP DATABASE IF EXISTS " + name + " (FORCE)");
    }

    private void execute(String sql) throws SQLException {
        try (var server = platform.connect("postgres");
                var statement = server.createStatement()) {
            statement.execute(sql);
        }
    }
}
