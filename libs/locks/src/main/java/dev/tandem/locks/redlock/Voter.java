package dev.tandem.locks.redlock;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the servers: says yes, no, or nothing in time, which is a failed future. Commands go over one connection in the
 * order in which they were given, so that what takes a value back never overtakes what set it.
 */
final class Voter {

    private static final Logger log = LoggerFactory.getLogger(Voter.class);

    /** Looking and deleting in one step: between two, the key could run out and become somebody else's. */
    private static final String DELETE_IF_MINE = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0
            """;

    private static final String EXTEND_IF_MINE = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            end
            return 0
            """;

    private static final long RECONNECT_PAUSE_NANOS = Duration.ofMillis(200).toNanos();

    private final RedisClient client;
    private final RedisURI uri;
    private final Duration patience;

    private CompletableFuture<StatefulRedisConnection<String, String>> connection;
    private long triedAt;

    Voter(RedisClient client, String server, Duration patience) {
        this.client = client;
        this.uri = RedisURI.create("redis://" + server);
        this.patience = patience;
        this.triedAt = System.nanoTime();
        this.connection = connect();
    }

    /** Gives a server that is there the time to say so; one that is not may come later. */
    void awaitConnection(Duration patience) {
        try {
            connection.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Redis at {} cannot be reached: {}", uri, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    CompletableFuture<Boolean> set(String key, String value, Duration ttl) {
        return ask(redis -> redis.set(key, value, SetArgs.Builder.nx().px(ttl))).thenApply("OK"::equals);
    }

    CompletableFuture<Boolean> extend(String key, String value, Duration ttl) {
        return run(EXTEND_IF_MINE, key, value, Long.toString(ttl.toMillis()));
    }

    CompletableFuture<Boolean> delete(String key, String value) {
        return run(DELETE_IF_MINE, key, value);
    }

    private CompletableFuture<Boolean> run(String script, String key, String... values) {
        return ask(redis -> redis.<Boolean>eval(script, ScriptOutputType.BOOLEAN, new String[] {key}, values));
    }

    /** Nobody waits for a connection: what is asked later would be sent earlier. */
    private <T> CompletableFuture<T> ask(Function<RedisAsyncCommands<String, String>, RedisFuture<T>> question) {
        var current = connection();
        if (current.state() != Future.State.SUCCESS) {
            return CompletableFuture.failedFuture(new IllegalStateException(uri + " is not connected"));
        }
        return question.apply(current.resultNow().async())
                .toCompletableFuture()
                .copy() // giving up an answer must not take the question back
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lettuce mends a connection that breaks, but not one that was never there. */
    private synchronized CompletableFuture<StatefulRedisConnection<String, String>> connection() {
        if (connection.isCompletedExceptionally() && System.nanoTime() - triedAt > RECONNECT_PAUSE_NANOS) {
            triedAt = System.nanoTime();
            connection = connect();
        }
        return connection;
    }

    private CompletableFuture<StatefulRedisConnection<String, String>> connect() {
        return client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
    }
}
