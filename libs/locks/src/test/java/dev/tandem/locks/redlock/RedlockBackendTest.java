package dev.tandem.locks.redlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LockBackendContract;
import dev.tandem.locks.LockBackendUnavailable;
import dev.tandem.testsupport.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Five real servers, which forget what they knew when they are killed. */
class RedlockBackendTest extends LockBackendContract {

    /** Longer than an answer takes on a busy machine; what waits for silent servers waits so long. */
    private static final Duration ANSWER = Duration.ofSeconds(1);

    /** Where nobody listens. */
    private static final String NOBODY = "127.0.0.1:1";

    private static List<RedisServer> servers = List.of();

    private final RedlockBackend backend = client();

    @BeforeAll
    static void startServers() {
        servers = RedisServer.start(5, false);
    }

    @AfterAll
    static void endServers() {
        servers.forEach(RedisServer::close);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Override
    protected LockBackend backend() {
        return backend;
    }

    /** Waiters poll with random pauses. */
    @Override
    protected int incrementsPerThread() {
        return 10;
    }

    @Test
    void oneFrozenAndOneTakenLeaveAMajority() throws Exception {
        servers.get(2).pause();
        try {
            take(servers.get(4));

            var grant = acquire(Duration.ZERO);

            assertThat(grant).isPresent();
            assertThat(backend.renew(grant.orElseThrow(), LONG)).isTrue();
            assertThat(backend.release(grant.orElseThrow())).isTrue();
        } finally {
            servers.get(2).resume();
        }
    }

    @Test
    void threeTakenAreAMajorityForSomebodyElse() throws Exception {
        servers.subList(0, 3).forEach(this::take);

        assertThat(acquire(Duration.ofMillis(200))).isEmpty();

        assertThat(holders()).containsExactly("another", "another", "another", null, null);
    }

    @Test
    void whoReachesAMinorityLearnsNothingAndHoldsNothing() {
        var reachable = servers.subList(3, 5).stream().map(RedisServer::address);
        var addresses =
                Stream.concat(reachable, Stream.generate(() -> NOBODY).limit(3)).toList();

        try (var cutOff = new RedlockBackend(addresses, ANSWER)) {
            assertThatExceptionOfType(LockBackendUnavailable.class)
                    .isThrownBy(() -> cutOff.acquire(key, "cut off", LONG, Duration.ZERO))
                    .withMessage("of 5 Redis servers, 2 agreed, 0 refused, and the others said nothing");
        }
        Awaitility.await().untilAsserted(() -> assertThat(holders()).containsOnlyNulls());
    }

    @Test
    void whatAFrozenServerHearsLateIsTakenBackToo() throws Exception {
        var frozen = servers.subList(0, 3);
        frozen.forEach(RedisServer::pause);
        try {
            assertThatExceptionOfType(LockBackendUnavailable.class).isThrownBy(() -> acquire(Duration.ZERO));
        } finally {
            frozen.forEach(RedisServer::resume);
        }

        Awaitility.await().untilAsserted(() -> assertThat(holders()).containsOnlyNulls());
        assertThat(acquire(PATIENCE)).isPresent();
    }

    @Test
    void aServerThatComesBackVotesAgain() throws Exception {
        servers.subList(0, 2).forEach(RedisServer::kill);
        var with3 = acquire(PATIENCE);
        assertThat(with3).isPresent();
        backend.release(with3.orElseThrow());

        servers.subList(0, 2).forEach(RedisServer::restart);
        servers.subList(3, 5).forEach(this::take);

        assertThat(acquire(PATIENCE)).isPresent();
    }

    /** Why this backend has no fencing token to offer, and why a restart must wait: servers vote twice. */
    @Test
    void aServerThatForgetsItsVoteGivesTheLockToTwo() throws Exception {
        servers.subList(0, 2).forEach(this::take);
        var first = acquire(Duration.ZERO).orElseThrow(); // by the votes of the third, fourth and fifth
        servers.subList(0, 2).forEach(this::giveBack);

        servers.get(2).kill();
        servers.get(2).restart();

        try (var other = client()) {
            var second = other.acquire(key, "other", LONG, PATIENCE);
            assertThat(second).isPresent();
            Awaitility.await("the first learns of it")
                    .ignoreException(LockBackendUnavailable.class)
                    .until(() -> !backend.renew(first, LONG));
        }
    }

    private void take(RedisServer server) {
        var _ = ask(server, redis -> redis.set("tandem:lock:" + key, "another", SetArgs.Builder.px(LONG)));
    }

    private void giveBack(RedisServer server) {
        var _ = ask(server, redis -> redis.del("tandem:lock:" + key));
    }

    private List<@Nullable String> holders() {
        var holders = new ArrayList<@Nullable String>();
        for (var server : servers) {
            holders.add(ask(server, redis -> redis.get("tandem:lock:" + key)));
        }
        return holders;
    }

    private static <T> T ask(RedisServer server, Function<RedisCommands<String, String>, T> question) {
        try (var redis = RedisClient.create("redis://" + server.address());
                var connection = redis.connect()) {
            return question.apply(connection.sync());
        }
    }

    private static RedlockBackend client() {
        return new RedlockBackend(servers.stream().map(RedisServer::address).toList(), ANSWER);
    }
}
