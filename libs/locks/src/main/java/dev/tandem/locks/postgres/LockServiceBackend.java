package dev.tandem.locks.postgres;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.locks.Capabilities;
import dev.tandem.locks.Grant;
import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LockBackendUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.MDC;

/**
 * Locks of the lock service, over HTTP with connections that are kept. The service lets callers wait on the line, in a
 * queue; to interrupt a waiting thread is to hang up, which is to leave the queue.
 */
public final class LockServiceBackend implements LockBackend, AutoCloseable {

    /** As long as the service lets a caller wait; who is ready to wait for longer queues up again. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private static final String CORRELATION_ID = "correlationId";

    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final URI service;
    private final Duration timeout;

    /**
     * @param service its address
     * @param timeout how long it may take to answer, beyond the time that a caller is ready to wait for a lock
     */
    public LockServiceBackend(URI service, Duration timeout) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        this.service = service;
        this.timeout = timeout;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Granted(String leaseId, long fencingToken) {}

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true);
    }

    @Override
    public Optional<Grant> acquire(String key, String owner, Duration ttl, Duration wait) throws InterruptedException {
        var giveUp = System.nanoTime() + wait.toNanos();
        var left = wait;
        while (true) {
            var patience = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
            var granted = acquireOnce(key, owner, ttl, patience);
            left = Duration.ofNanos(giveUp - System.nanoTime());
            if (granted.isPresent() || !left.isPositive()) {
                return granted;
            }
        }
    }

    private Optional<Grant> acquireOnce(String key, String owner, Duration ttl, Duration wait)
            throws InterruptedException {
        var askedAt = System.nanoTime();
        var body = Map.of("owner", owner, "ttl", ttl.toString(), "wait", wait.toString());
        var request = request(lock(key), wait.plus(timeout)).POST(BodyPublishers.ofString(write(body)));
        var answer = send(request);
        return switch (answer.statusCode()) {
            case 201 -> {
                var granted = read(answer);
                yield Optional.of(new Grant(
                        key, owner, granted.leaseId(), OptionalLong.of(granted.fencingToken()), askedAt, ttl));
            }
            case 423 -> Optional.empty();
            default -> throw unexpected(answer);
        };
    }

    @Override
    public boolean renew(Grant grant, Duration ttl) {
        var body = Map.of("leaseId", grant.leaseId(), "ttl", ttl.toString());
        return isStillHeld(request(lock(grant.key()), timeout).PUT(BodyPublishers.ofString(write(body))));
    }

    @Override
    public boolean release(Grant grant) {
        var uri = URI.create(lock(grant.key()) + "?leaseId=" + grant.leaseId());
        return isStillHeld(request(uri, timeout).DELETE());
    }

    /** Whoever renews or releases wants to know, interrupted or not: a lock that is not released is in others' way. */
    private boolean isStillHeld(HttpRequest.Builder request) {
        var interrupted = Thread.interrupted();
        try {
            var answer = send(request);
            return switch (answer.statusCode()) {
                case 200, 204 -> true;
                case 409 -> false;
                default -> throw unexpected(answer);
            };
        } catch (InterruptedException e) {
            interrupted = true;
            throw new LockBackendUnavailable("interrupted while the lock service was asked", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws InterruptedException {
        var correlationId = MDC.get(CORRELATION_ID);
        if (correlationId != null) {
            request.header("X-Correlation-Id", correlationId);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new LockBackendUnavailable("the lock service at %s does not answer: %s".formatted(service, e), e);
        }
    }

    private static HttpRequest.Builder request(URI uri, Duration timeout) {
        return HttpRequest.newBuilder(uri).timeout(timeout).header("Content-Type", "application/json");
    }

    private URI lock(String key) {
        var encoded = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20"); // this is a path, not a form
        return service.resolve("/locks/" + encoded);
    }

    private String write(Map<String, String> body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Granted read(HttpResponse<byte[]> answer) {
        try {
            return json.readValue(answer.body(), Granted.class);
        } catch (IOException e) {
            throw new LockBackendUnavailable("the lock service's answer cannot be read", e);
        }
    }

    /** A 4xx is this client's mistake, such as a key that no lock can have; anything else the service's trouble. */
    private static RuntimeException unexpected(HttpResponse<byte[]> answer) {
        var said = "the lock service answered %d: %s"
                .formatted(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        return answer.statusCode() / 100 == 4 ? new IllegalArgumentException(said) : new LockBackendUnavailable(said);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
