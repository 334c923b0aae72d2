package dev.tandem.bench;

import dev.tandem.local.platform.Platform;
import dev.tandem.locks.advisory.AdvisoryBackend;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** A database of its own on the platform's server, for locks that are sessions. */
final class AdvisoryDatabase implements AutoCloseable {

    private static final String NAME = "bench_advisory_locks";

    /** As many as there are clients at most: each takes a connection, waiting too. */
    private static final int SESSIONS = 70;

    private final Platform platform;
    private final AdvisoryBackend backend;

    private AdvisoryDatabase(Platform platform) {
        this.platform = platform;
        var login = platform.login(NAME);
        Flyway.configure()
                .dataSource(login.url(), login.username(), login.password())
                .locations("classpath:db/migration/advisory-locks")
                .load()
                .migrate();
        this.backend = new AdvisoryBackend(login.url(), login.username(), login.password(), SESSIONS);
    }

    static AdvisoryDatabase create(Platform platform) throws SQLException {
        execute(platform, "DROP DATABASE IF EXISTS " + NAME + " (FORCE)");
        execute(platform, "CREATE DATABASE " + NAME);
        return new AdvisoryDatabase(platform);
    }

    AdvisoryBackend backend() {
        return backend;
    }

    @Override
    public void close() throws SQLException {
        backend.close();
        execute(platform, "DROP DATABASE " + NAME + " (FORCE)");
    }

    private static void execute(Platform platform, String sql) throws SQLException {
        try (var server = platform.connect("postgres");
                var statement = server.createStatement()) {
            statement.execute(sql);
        }
    }
}
