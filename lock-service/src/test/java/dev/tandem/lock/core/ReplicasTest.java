package dev.tandem.lock.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tandem.lock.core.Acquisition.Granted;
import dev.tandem.lock.core.Acquisition.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two replicas on one database. */
class ReplicasTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration TTL = Duration.ofMinutes(2);

    /** What a replica leaves that dies while somebody waits: a place, and nobody who extends its lease. */
    private static final String DEAD_WAITER = """
              WITH queued AS (
                   INSERT INTO lock_queue (key, lease_id, owner, ttl, replica, since, alive_until)
                   VALUES (:key, gen_random_uuid(), 'dead', 120000, gen_random_uuid(), now(),
                           clock_timestamp() + make_interval(secs => :seconds)))
            UPDATE lease SET awaited = true WHERE key = :key
            """;

    private static HikariDataSource firstPool;
    private static HikariDataSource secondPool;
    private static LockTable first;
    private static LockTable second;
    private static JdbcClient jdbc;

    private final String key = "replicas:" + UUID.randomUUID();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void start() {
        var database = LockTables.fresh();
        firstPool = LockTables.pool(database);
        secondPool = LockTables.pool(database);
        first = new LockTable(firstPool);
        second = new LockTable(secondPool);
        jdbc = JdbcClient.create(firstPool);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        firstPool.close();
        secondPool.close();
    }

    @AfterEach
    void letClientsGo() {
        clients.shutdownNow();
    }

    @Test
    void whatOneReplicaGrantsTheOtherRefusesAndCanRelease() throws Exception {
        var lock = granted(first.acquire(wish(Duration.ZERO), ReplicasTest::stays));

        assertThat(second.acquire(wish(Duration.ZERO), ReplicasTest::stays))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.holder()).isEqualTo("tester");
                    assertThat(refused.expiresAt()).isEqualTo(lock.expiresAt());
                });
        assertThat(second.renew(key, lock.leaseId(), TTL)).isPresent();
        assertThat(second.release(key, lock.leaseId())).isTrue();
        assertThat(first.release(key, lock.leaseId())).isFalse();
    }

    @Test
    void sixtyFourWaitersOfTwoReplicasAreServedInTheOrderOfTheirComing() throws Exception {
        var served = Collections.synchronizedList(new ArrayList<Integer>());
        var tokens = Collections.synchronizedList(new ArrayList<Long>());
        var held = granted(first.acquire(wish(Duration.ZERO), ReplicasTest::stays));
        var waiters = new ArrayList<Future<?>>();
        for (var i = 1; i <= 64; i++) {
            var number = i;
            var replica = i % 2 == 0 ? first : second;
            waiters.add(clients.submit(() -> {
                var lock = granted(replica.acquire(wish(PATIENCE), ReplicasTest::stays));
                served.add(number);
                tokens.add(lock.fencingToken());
                return replica.release(key, lock.leaseId());
            }));
            awaitQueue(number);
        }

        first.release(key, held.leaseId());

        for (var waiter : waiters) {
            waiter.get();
        }
        assertThat(served).isEqualTo(IntStream.rangeClosed(1, 64).boxed().toList());
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ofFiveWaitersTheTwoThatHungUpAreSkipped() throws Exception {
        var served = Collections.synchronizedList(new ArrayList<Integer>());
        var hungUp = new AtomicBoolean();
        var held = granted(first.acquire(wish(Duration.ZERO), ReplicasTest::stays));
        var waiters = new ArrayList<Future<?>>();
        for (var i = 1; i <= 5; i++) {
            var number = i;
            BooleanSupplier gone = number == 2 || number == 3 ? hungUp::get : ReplicasTest::stays;
            waiters.add(clients.submit(() -> {
                if (first.acquire(wish(PATIENCE), gone) instanceof Granted(var lock)) {
                    served.add(number);
                    first.release(key, lock.leaseId());
                }
                return true;
            }));
            awaitQueue(number);
        }

        hungUp.set(true);
        first.release(key, held.leaseId());

        for (var waiter : waiters) {
            waiter.get();
        }
        assertThat(served).containsExactly(1, 4, 5);
        assertThat(queue()).isEmpty();
    }

    @Test
    void aPlaceWhoseReplicaDiedLongAgoIsPassedOver() throws Exception {
        var held = granted(first.acquire(wish(Duration.ZERO), ReplicasTest::stays));
        deadWaiter(-1);
        deadWaiter(-1);

        second.release(key, held.leaseId());

        assertThat(first.acquire(wish(Duration.ZERO), ReplicasTest::stays)).isInstanceOf(Granted.class);
        assertThat(queue()).isEmpty();
    }

    @Test
    void aPlaceWhoseReplicaDiedJustNowDelaysTheNextOnlyUntilTheOfferLapses() throws Exception {
        var held = granted(first.acquire(wish(Duration.ZERO), ReplicasTest::stays));
        deadWaiter(1);
        var next = clients.submit(() -> first.acquire(wish(PATIENCE), ReplicasTest::stays));
        awaitQueue(2);

        first.release(key, held.leaseId());

        assertThat(granted(next.get()).fencingToken()).isGreaterThan(held.fencingToken());
    }

    @Test
    void aHolderThatDiesIsFollowedByAWaiterOfEitherReplica() throws Exception {
        granted(first.acquire(new LockWish(key, "mortal", Duration.ofSeconds(1), Duration.ZERO), ReplicasTest::stays));

        var next = granted(second.acquire(wish(PATIENCE), ReplicasTest::stays));

        assertThat(next.owner()).isEqualTo("tester");
    }

    @Test
    void whatAnOperatorTakesGoesToTheNextInTheQueue() throws Exception {
        var held = granted(first.acquire(wish(Duration.ZERO), ReplicasTest::stays));
        var next = clients.submit(() -> second.acquire(wish(PATIENCE), ReplicasTest::stays));
        awaitQueue(1);

        var taken = first.forceRelease(key, "olga", "its machine burns");

        assertThat(taken).hasValueSatisfying(release -> {
            assertThat(release.fencingToken()).isEqualTo(held.fencingToken());
            assertThat(release.requestedBy()).isEqualTo("olga");
        });
        assertThat(granted(next.get()).fencingToken()).isGreaterThan(held.fencingToken());
        assertThat(first.renew(key, held.leaseId(), TTL)).isEmpty();
        assertThat(new LockQueries(jdbc).forced(key, 10)).hasSize(1);
        assertThat(first.forceRelease("nobody-has:" + key, "olga", "just so")).isEmpty();
    }

    @Test
    void aReplicaThatStopsSendsItsWaitersAway() throws Exception {
        var held = granted(first.acquire(wish(Duration.ZERO), ReplicasTest::stays));
        var third = new LockTable(secondPool);
        var waiter = clients.submit(() -> third.acquire(wish(PATIENCE), ReplicasTest::stays));
        awaitQueue(1);

        third.stopWaiting();

        assertThatThrownBy(waiter::get).hasCauseInstanceOf(LockStoreUnavailable.class);
        assertThat(queue()).isEmpty();
        assertThat(first.renew(key, held.leaseId(), TTL)).isPresent();
        third.close();
    }

    /** Of a client that does not hang up: whether it has gone. */
    private static boolean stays() {
        return false;
    }

    private void deadWaiter(int seconds) {
        jdbc.sql(DEAD_WAITER).param("key", key).param("seconds", seconds).update();
    }

    private void awaitQueue(int length) {
        Awaitility.await().until(() -> queue().size() == length);
    }

    private List<LockQueries.Waiter> queue() {
        return new LockQueries(jdbc).queue(key, 100);
    }

    private LockWish wish(Duration patience) {
        return new LockWish(key, "tester", TTL, patience);
    }

    private static HeldLock granted(Acquisition acquisition) {
        assertThat(acquisition).isInstanceOf(Granted.class);
        return ((Granted) acquisition).lock();
    }
}
