package dev.tandem.locks.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.locks.Grant;
import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LockBackendContract;
import dev.tandem.locks.LockBackendUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real server in this JVM, whose sessions can be as short as two of its ticks. */
class ZooKeeperBackendTest extends LockBackendContract {

    private static final int TICK_MILLIS = 500;
    private static final int SESSION_MILLIS = 10_000;

    private static TestingServer server;

    private CuratorFramework client;
    private ZooKeeperBackend backend;
    private CuratorFramework observer;

    @BeforeAll
    static void startServer() throws Exception {
        System.setProperty("zookeeper.4lw.commands.whitelist", "wchp");
        server = new TestingServer(new InstanceSpec(null, -1, -1, -1, true, -1, TICK_MILLIS, -1), true);
    }

    @AfterAll
    static void endServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void connect() {
        client = client();
        backend = new ZooKeeperBackend(client);
        observer = client();
        observer.start();
    }

    @AfterEach
    void close() {
        backend.close();
        observer.close();
    }

    @Override
    protected LockBackend backend() {
        return backend;
    }

    /** All but the holder. */
    @Override
    protected int queueLength() {
        return nodes() - 1;
    }

    @Test
    void eachWaiterWatchesItsPredecessorAndNobodyElse() throws Exception {
        var held = acquire(Duration.ZERO).orElseThrow();
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 1; i <= 3; i++) {
                var length = i;
                var _ = others.submit(() -> acquire(PATIENCE).map(backend::release));
                Awaitility.await().until(() -> queueLength() == length);
            }

            var line = observer.getChildren().forPath(WaitingLine.folder(key)).stream()
                    .sorted(Comparator.comparing(node -> node.substring(node.lastIndexOf('-'))))
                    .map(node -> WaitingLine.folder(key) + "/" + node)
                    .toList();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(watched()).containsExactlyInAnyOrderElementsOf(line.subList(0, 3)));
            backend.release(held);
        }
    }

    @Test
    void whenTheSessionEndsTheLockIsLostAtOnceAndTheHolderIsTold() throws Exception {
        var held = acquire(Duration.ZERO).orElseThrow();
        var told = new CountDownLatch(1);
        backend.watch(held, told::countDown);

        expireSession();

        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(backend.renew(held, LONG)).isFalse();
        assertThat(backend.release(held)).isFalse();
        var next = acquire(PATIENCE).orElseThrow();
        assertThat(next.fencingToken().orElseThrow())
                .isGreaterThan(held.fencingToken().orElseThrow());
    }

    @Test
    void whoWatchesALeaseThatIsLostAlreadyIsTold() throws Exception {
        var held = acquire(Duration.ZERO).orElseThrow();
        expireSession();
        Awaitility.await().until(() -> !backend.renew(held, LONG));
        var told = new CountDownLatch(1);

        backend.watch(held, told::countDown);

        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** The session ends while the client is away, and what it waits for comes free meanwhile. */
    @Test
    void aNodeOfALostSessionIsNeverTakenForOnesOwn() throws Exception {
        try (var other = new ZooKeeperBackend(server.getConnectString(), Duration.ofSeconds(10));
                var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var held = other.acquire(key, "other", LONG, Duration.ZERO).orElseThrow();
            var waiter = others.submit(() -> acquire(PATIENCE));
            Awaitility.await().until(() -> queueLength() == 1);

            expireSession();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(waiter::get)
                    .withCauseInstanceOf(LockBackendUnavailable.class);
            Awaitility.await().until(() -> nodes() == 1);
            other.release(held);
            var mine = acquire(PATIENCE).orElseThrow();
            assertThat(backend.renew(mine, LONG)).isTrue();
            assertThat(nodes()).isEqualTo(1);
        }
    }

    @Test
    void tokensRiseAlsoWhenTheFolderIsRemovedAndItsNumbersBeginAgain() throws Exception {
        var first = acquire(Duration.ZERO).orElseThrow();
        backend.release(first);
        observer.delete().forPath(WaitingLine.folder(key));

        var second = acquire(Duration.ZERO).orElseThrow();

        assertThat(number(second)).isEqualTo(number(first));
        assertThat(second.fencingToken().orElseThrow())
                .isGreaterThan(first.fencingToken().orElseThrow());
    }

    @Test
    void tokensRiseAcrossARestartOfTheServer() throws Exception {
        var before = acquire(Duration.ZERO).orElseThrow();
        backend.release(before);

        server.restart();

        var after = Awaitility.await()
                .ignoreException(LockBackendUnavailable.class)
                .until(() -> acquire(PATIENCE), Optional::isPresent)
                .orElseThrow();
        assertThat(after.fencingToken().orElseThrow())
                .isGreaterThan(before.fencingToken().orElseThrow());
    }

    @Test
    void aLeaseMayBeReliedOnNoLongerThanTheSession() throws Exception {
        assertThat(acquire(Duration.ZERO).orElseThrow().validity()).isEqualTo(Duration.ofMillis(SESSION_MILLIS));
    }

    @Test
    void keysMayContainAnything() throws Exception {
        for (var odd : List.of("..", "a/b", "zoo keeper", "é%2F", ".")) {
            var grant = backend.acquire(odd, "tester", LONG, Duration.ZERO).orElseThrow();
            assertThat(backend.release(grant)).isTrue();
        }
    }

    /** The server ends a session when somebody else closes it who knows its password. */
    private void expireSession() throws Exception {
        var session = client.getZookeeperClient().getZooKeeper();
        var connected = new CountDownLatch(1);
        var twin = new ZooKeeper(
                server.getConnectString(),
                SESSION_MILLIS,
                _ -> connected.countDown(),
                session.getSessionId(),
                session.getSessionPasswd());
        assertThat(connected.await(30, TimeUnit.SECONDS)).isTrue();
        twin.close();
    }

    /** Every path of this test's key that somebody watches, as the server tells its operators. */
    private List<String> watched() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.getOutputStream().write("wchp".getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.lines()
                    .filter(line -> line.startsWith(WaitingLine.folder(key)))
                    .toList();
        }
    }

    private int nodes() {
        try {
            return observer.getChildren().forPath(WaitingLine.folder(key)).size();
        } catch (KeeperException.NoNodeException nobodyYet) {
            return 0;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int number(Grant grant) {
        return Integer.parseInt(grant.leaseId().substring(grant.leaseId().lastIndexOf('-') + 1));
    }

    private static CuratorFramework client() {
        return CuratorFrameworkFactory.newClient(
                server.getConnectString(), SESSION_MILLIS, SESSION_MILLIS, new RetryForever(100));
    }
}
