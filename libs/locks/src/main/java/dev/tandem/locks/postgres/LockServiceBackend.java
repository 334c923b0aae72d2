package dev.tandem.locks.postgres;

import dev.tandem.locks.Capabilities;
import dev.tandem.locks.Grant;
import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LockBackendUnavailable;
import dev.tandem.locks.postgres.LockServiceClient.Granted;
import dev.tandem.locks.postgres.SharedRequests.Order;
import dev.tandem.locks.postgres.SharedRequests.Result;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Locks of the lock service, over HTTP with connections that are kept. Whoever is ready to wait has a request of its own:
 * the service lets callers wait on the line, in a queue; to interrupt a waiting thread is to hang up, which is to leave
 * the queue. All else that threads ask at the same time shares requests.
 */
public final class LockServiceBackend implements LockBackend, AutoCloseable {

    /** As long as the service lets a caller wait; who is ready to wait for longer queues up again. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final LockServiceClient service;
    private final SharedRequests requests;

    /**
     * @param service its address
     * @param timeout how long it may take to answer, beyond the time that a caller is ready to wait for a lock
     */
    public LockServiceBackend(URI service, Duration timeout) {
        this.service = new LockServiceClient(service, timeout);
        this.requests = new SharedRequests(this.service);
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true);
    }

    @Override
    public Optional<Grant> acquire(String key, String owner, Duration ttl, Duration wait) throws InterruptedException {
        if (!wait.isPositive()) {
            return acquireNow(key, owner, ttl);
        }
        var giveUp = System.nanoTime() + wait.toNanos();
        var left = wait;
        while (true) {
            var patience = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
            var granted = waitInLine(key, owner, ttl, patience);
            left = Duration.ofNanos(giveUp - System.nanoTime());
            if (granted.isPresent() || !left.isPositive()) {
                return granted;
            }
        }
    }

    private Optional<Grant> acquireNow(String key, String owner, Duration ttl) throws InterruptedException {
        var askedAt = System.nanoTime();
        var asked = requests.ask(Order.acquire(key, owner, ttl));
        try {
            return granted(asked.get()).map(lock -> grant(key, owner, lock, askedAt, ttl));
        } catch (InterruptedException e) {
            var _ = asked.thenAccept(result -> giveBack(key, result));
            throw e;
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /** Nobody is left to hold it. */
    private void giveBack(String key, Result result) {
        granted(result).ifPresent(lock -> {
            var _ = requests.ask(Order.release(key, lock.leaseId()));
        });
    }

    private static Optional<Granted> granted(Result result) {
        return switch (result.status()) {
            case 201 -> {
                var lock = Objects.requireNonNull(result.body());
                yield Optional.of(new Granted(Objects.requireNonNull(lock.leaseId()), lock.fencingToken()));
            }
            case 423 -> Optional.empty();
            default -> throw unexpected(result);
        };
    }

    private Optional<Grant> waitInLine(String key, String owner, Duration ttl, Duration wait)
            throws InterruptedException {
        var askedAt = System.nanoTime();
        var encoded = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20"); // this is a path, not a form
        var body = Map.of("owner", owner, "ttl", ttl.toString(), "wait", wait.toString());
        var answer = service.post("/locks/" + encoded, body, wait);
        return switch (answer.statusCode()) {
            case 201 -> Optional.of(grant(key, owner, service.read(answer.body(), Granted.class), askedAt, ttl));
            case 423 -> Optional.empty();
            default -> throw LockServiceClient.unexpected(answer.statusCode(), answer.body());
        };
    }

    private static Grant grant(String key, String owner, Granted lock, long askedAt, Duration ttl) {
        return new Grant(key, owner, lock.leaseId(), OptionalLong.of(lock.fencingToken()), askedAt, ttl);
    }

    @Override
    public boolean renew(Grant grant, Duration ttl) {
        return isStillHeld(requests.ask(Order.renew(grant.key(), grant.leaseId(), ttl)));
    }

    @Override
    public boolean release(Grant grant) {
        return isStillHeld(requests.ask(Order.release(grant.key(), grant.leaseId())));
    }

    /** Not interruptible: a lock that is not released is in others' way. */
    private static boolean isStillHeld(CompletableFuture<Result> asked) {
        try {
            var result = asked.join();
            return switch (result.status()) {
                case 200, 204 -> true;
                case 409 -> false;
                default -> throw unexpected(result);
            };
        } catch (CompletionException e) {
            throw failure(e.getCause());
        }
    }

    private static RuntimeException unexpected(Result result) {
        var detail = result.body() == null ? "" : String.valueOf(result.body().detail());
        return LockServiceClient.unexpected(result.status(), detail.getBytes(StandardCharsets.UTF_8));
    }

    /** As if the calling thread had met it. */
    private static RuntimeException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case LockBackendUnavailable unavailable ->
                new LockBackendUnavailable(Objects.requireNonNull(unavailable.getMessage()), unavailable);
            case IllegalArgumentException mistake -> new IllegalArgumentException(mistake.getMessage(), mistake);
            case null, default -> new IllegalStateException(cause);
        };
    }

    @Override
    public void close() {
        requests.close();
        service.close();
    }
}
