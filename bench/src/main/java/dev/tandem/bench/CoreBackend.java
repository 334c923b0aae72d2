package dev.tandem.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tandem.local.platform.Platform;
import dev.tandem.lock.core.Acquisition;
import dev.tandem.lock.core.LockTable;
import dev.tandem.lock.core.LockWish;
import dev.tandem.locks.Capabilities;
import dev.tandem.locks.Grant;
import dev.tandem.locks.LockBackend;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** The lock service's core in this process, without HTTP, on a database of its own on the platform's server. */
final class CoreBackend implements LockBackend, AutoCloseable {

    private static final String DATABASE = "bench_locks";

    private final Platform platform;
    private final HikariDataSource pool;
    private final LockTable table;

    CoreBackend(Platform platform) throws SQLException {
        this.platform = platform;
        dropDatabase();
        execute("CREATE DATABASE " + DATABASE);
        this.pool = pool(platform);
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/migration/lock-service")
                .load()
                .migrate();
        this.table = new LockTable(pool);
    }

    private static HikariDataSource pool(Platform platform) {
        var config = new HikariConfig();
        config.setDataSource(new PlatformDatabase(platform, DATABASE));
        return new HikariDataSource(config);
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true);
    }

    @Override
    public Optional<Grant> acquire(String key, String owner, Duration ttl, Duration wait) throws InterruptedException {
        var askedAt = System.nanoTime();
        return switch (table.acquire(new LockWish(key, owner, ttl, wait), () -> false)) {
            case Acquisition.Granted(var lock) ->
                Optional.of(new Grant(
                        key, owner, lock.leaseId().toString(), OptionalLong.of(lock.fencingToken()), askedAt, ttl));
            case Acquisition.Refused _, Acquisition.Abandoned _ -> Optional.empty();
        };
    }

    @Override
    public boolean renew(Grant grant, Duration ttl) {
        return table.renew(grant.key(), UUID.fromString(grant.leaseId()), ttl).isPresent();
    }

    @Override
    public boolean release(Grant grant) {
        return table.release(grant.key(), UUID.fromString(grant.leaseId()));
    }

    @Override
    public void close() throws SQLException {
        table.close();
        pool.close();
        dropDatabase();
    }

    private void dropDatabase() throws SQLException {
        execute("DROP DATABASE IF EXISTS " + DATABASE + " (FORCE)");
    }

    private void execute(String sql) throws SQLException {
        try (var server = platform.connect("postgres");
                var statement = server.createStatement()) {
            statement.execute(sql);
        }
    }
}
