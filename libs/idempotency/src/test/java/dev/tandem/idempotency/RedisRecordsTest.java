package dev.tandem.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.testsupport.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisRecordsTest extends StoreContract {

    @SuppressWarnings("NullAway.Init")
    private static RedisServer server;

    @SuppressWarnings("NullAway.Init")
    private static RedisClient client;

    @SuppressWarnings("NullAway.Init")
    private static StatefulRedisConnection<String, String> connection;

    @BeforeAll
    static void start() {
        server = RedisServer.start(false);
        client = RedisClient.create("redis://" + server.address());
        connection = client.connect();
    }

    @AfterAll
    static void stop() {
        connection.close();
        client.shutdown();
        server.close();
    }

    @Override
    IdempotencyStore store() {
        return new RedisRecords(connection);
    }

    /** What it is not: a place for what must not be forgotten. */
    @Test
    void aServerThatIsKilledForgets() {
        try (var fragile = RedisServer.start(false)) {
            var ownClient = RedisClient.create("redis://" + fragile.address());
            try {
                var first = attempt("forgotten");
                var store = new RedisRecords(ownClient.connect());
                store.claim(first);
                store.complete(first, ANSWER);
                fragile.kill();
                fragile.restart();

                assertThat(new RedisRecords(ownClient.connect()).claim(attempt("forgotten")))
                        .isEqualTo(new Claim.Granted(null, false));
            } finally {
                ownClient.shutdown();
            }
        }
    }

    @Test
    void aServerThatIsAwayIsToldAsSuch() {
        try (var gone = RedisServer.start(false)) {
            var address = RedisURI.create("redis://" + gone.address());
            address.setTimeout(Duration.ofSeconds(1));
            var ownClient = RedisClient.create(address);
            try {
                var store = new RedisRecords(ownClient.connect());
                gone.kill();

                assertThatThrownBy(() -> store.claim(attempt("away")))
                        .isInstanceOfSatisfying(
                                Problem.class,
                                it -> assertThat(it.status().value()).isEqualTo(503));
            } finally {
                ownClient.shutdown();
            }
        }
    }
}
