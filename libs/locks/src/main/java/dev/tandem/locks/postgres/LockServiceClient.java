package dev.tandem.locks.postgres;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.locks.LockBackendUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.slf4j.MDC;

/** Requests to the lock service, over connections that are kept. Thread-safe. */
final class LockServiceClient implements AutoCloseable {

    private static final String CORRELATION_ID = "correlationId";

    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final URI service;
    private final Duration timeout;

    /** @param timeout how long it may take to answer, beyond the time that a caller is ready to wait for a lock */
    LockServiceClient(URI service, Duration timeout) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .executor(Executors.newVirtualThreadPerTaskExecutor()) // an answer is some work for many short tasks
                .build();
        this.service = service;
        this.timeout = timeout;
    }

    /** What a holder needs to know of a lock. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Granted(String leaseId, long fencingToken) {}

    /**
     * Sends a body as JSON; to interrupt the thread is to hang up.
     *
     * @param wait how long the service may let the caller wait
     * @throws LockBackendUnavailable if no answer comes
     */
    HttpResponse<byte[]> post(String path, Object body, Duration wait) throws InterruptedException {
        var request = HttpRequest.newBuilder(service.resolve(path))
                .timeout(wait.plus(timeout))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(write(body)));
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

    <T> T read(byte[] answer, Class<T> type) {
        try {
            return json.readValue(answer, type);
        } catch (IOException e) {
            throw new LockBackendUnavailable("the lock service's answer cannot be read", e);
        }
    }

    private byte[] write(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A 4xx is this client's mistake, such as a key that no lock can have; anything else the service's trouble. */
    static RuntimeException unexpected(int status, byte[] answer) {
        var said = "the lock service answered %d: %s".formatted(status, new String(answer, StandardCharsets.UTF_8));
        return status / 100 == 4 ? new IllegalArgumentException(said) : new LockBackendUnavailable(said);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
