package dev.tandem.scenarios.lock;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.locks.Grant;
import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LockOptions;
import dev.tandem.locks.Locks;
import dev.tandem.locks.postgres.LockServiceBackend;
import dev.tandem.scenarios.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A key that nobody else uses, the lock service, and clients of it. */
final class LockRoom implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String key = "story:" + UUID.randomUUID();
    private final URI service;
    private final LockServiceBackend backend;
    private final HttpClient http = HttpClient.newHttpClient();

    LockRoom(Stage stage) {
        this.service = stage.url("lock-service");
        this.backend = new LockServiceBackend(service, Duration.ofSeconds(2));
    }

    String key() {
        return key;
    }

    LockBackend backend() {
        return backend;
    }

    /** A client that renews, as services have one. */
    Locks locks(String owner, Duration ttl) {
        return new Locks(backend, owner, LockOptions.ifFree(ttl).waiting(PATIENCE));
    }

    /** Takes the lock, waiting for others, and does not renew it. */
    Grant take(String owner, Duration ttl) {
        return tryTake(owner, ttl, PATIENCE).orElseThrow(() -> new AssertionError("the lock could not be had"));
    }

    Optional<Grant> tryTake(String owner, Duration ttl, Duration patience) {
        try {
            return backend.acquire(key, owner, ttl, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the story was interrupted", e);
        }
    }

    void awaitQueue(int length) {
        await("%d wait for %s".formatted(length, key))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> lock().path("queueLength").asInt() == length);
    }

    /** What the lock service says of the lock; empty if nobody has it. */
    JsonNode lock() {
        try {
            var request =
                    HttpRequest.newBuilder(service.resolve("/locks/" + key)).build();
            return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the story was interrupted", e);
        }
    }

    @Override
    public void close() {
        backend.close();
        http.shutdownNow();
    }
}
