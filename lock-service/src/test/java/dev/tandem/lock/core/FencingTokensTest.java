package dev.tandem.lock.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.lock.core.Acquisition.Granted;
import dev.tandem.testsupport.PostgresServer;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens rise for ever. {@code -Dtandem.locks.cycles=10000} for the long run. */
class FencingTokensTest {

    private static final int CYCLES = Integer.getInteger("tandem.locks.cycles", 300);
    private static final long SEED = 20_260_101;

    private static final String EXPIRE = "UPDATE lease SET expires_at = clock_timestamp() WHERE key = 'counted'";
    private static final String LONG_AGO = "UPDATE lease SET expires_at = now() - interval '2 hours', lease_id = NULL";

    @Test
    void tokensRiseAcrossReleaseExpiryRemovalAndRestart() throws Exception {
        var random = new Random(SEED);
        var pool = LockTables.pool(LockTables.fresh());
        var jdbc = JdbcClient.create(pool);
        var table = new LockTable(pool);
        var highest = 0L;
        for (var i = 0; i < CYCLES; i++) {
            var lock = acquire(table);
            assertThat(lock.fencingToken()).isGreaterThan(highest);
            highest = lock.fencingToken();
            switch (random.nextInt(4)) {
                case 0 -> table.release("counted", lock.leaseId());
                case 1 -> jdbc.sql(EXPIRE).update();
                case 2 -> {
                    jdbc.sql(LONG_AGO).update();
                    new Cleaning(jdbc).clean();
                    assertThat(jdbc.sql("SELECT count(*) FROM lease")
                                    .query(Long.class)
                                    .single())
                            .isZero();
                }
                case 3 -> {
                    table.close();
                    table = new LockTable(pool);
                    jdbc.sql(EXPIRE).update();
                }
                default -> throw new AssertionError();
            }
        }
        table.close();
        pool.close();
    }

    @Test
    void tokensRiseAcrossACrashOfTheDatabase() throws Exception {
        try (var server = PostgresServer.start(true);
                var pool = LockTables.pool(LockTables.fresh(server));
                var table = new LockTable(pool)) {
            var before = acquire(table);

            server.kill();
            server.restart();

            Awaitility.await("connections are made anew")
                    .atMost(Duration.ofMinutes(1))
                    .ignoreException(LockStoreUnavailable.class)
                    .until(() -> table.renew("counted", before.leaseId(), Duration.ofMinutes(1))
                            .isPresent());
            assertThat(table.release("counted", before.leaseId())).isTrue();
            assertThat(acquire(table).fencingToken()).isGreaterThan(before.fencingToken());
        }
    }

    private static HeldLock acquire(LockTable table) throws InterruptedException {
        var wish = new LockWish("counted", "tester", Duration.ofMinutes(1), Duration.ZERO);
        return switch (table.acquire(wish, () -> false)) {
            case Granted(var lock) -> lock;
            case Acquisition.Refused _, Acquisition.Abandoned _ -> throw new AssertionError("it is free");
        };
    }
}
