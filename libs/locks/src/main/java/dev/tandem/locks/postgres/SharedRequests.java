package dev.tandem.locks.postgres;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tandem.locks.LockBackendUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts what many threads ask of the lock service at the same time into few requests, as the service itself puts it into
 * few transactions: what is asked while a request is under way makes up the next. A lone order waits for nobody.
 * Thread-safe.
 */
final class SharedRequests implements AutoCloseable {

    /** While the service works on one, the next one is filled, or read. */
    private static final int AT_A_TIME = 2;

    /** The service takes no more in one request. */
    private static final int LARGEST = 256;

    private final BlockingQueue<Asked> line = new LinkedBlockingQueue<>();
    private final LockServiceClient service;
    private final List<Thread> senders;

    SharedRequests(LockServiceClient service) {
        this.service = service;
        this.senders = Stream.generate(
                        () -> Thread.ofVirtual().name("lock-requests").start(this::work))
                .limit(AT_A_TIME)
                .toList();
    }

    /** What is wanted, in the service's words; it does not wait for others. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Order(
            String operation,
            String key,
            @Nullable String owner,
            @Nullable String ttl,
            @Nullable String leaseId) {

        static Order acquire(String key, String owner, Duration ttl) {
            return new Order("acquire", key, owner, ttl.toString(), null);
        }

        static Order renew(String key, String leaseId, Duration ttl) {
            return new Order("renew", key, null, ttl.toString(), leaseId);
        }

        static Order release(String key, String leaseId) {
            return new Order("release", key, null, null, leaseId);
        }
    }

    /** What became of it: the status, and for a lock that is held now what its holder needs to know. */
    record Result(int status, @Nullable Lock body) {}

    /** A lock, or a problem, of which the status says enough. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Lock(
            @Nullable String leaseId,
            long fencingToken,
            @Nullable String detail) {}

    private record Orders(List<Order> operations) {}

    private record Results(List<Result> results) {}

    private record Asked(Order order, CompletableFuture<Result> result) {}

    /**
     * What becomes of the order; ends with {@link LockBackendUnavailable} if nobody knows, and with
     * {@link IllegalArgumentException} if it cannot be carried out.
     */
    CompletableFuture<Result> ask(Order order) {
        var asked = new Asked(order, new CompletableFuture<>());
        line.add(asked);
        return asked.result();
    }

    @SuppressWarnings("ThreadPriorityCheck") // to yield is worth it only on average
    private void work() {
        var request = new ArrayList<Asked>();
        try {
            while (true) {
                request.add(line.take());
                Thread.yield(); // those who were answered a moment ago are about to ask again
                line.drainTo(request, LARGEST - 1);
                send(List.copyOf(request));
                request.clear();
            }
        } catch (InterruptedException e) {
            request.addAll(line);
            fail(request, new LockBackendUnavailable("the lock client was closed", e));
        }
    }

    private void send(List<Asked> request) throws InterruptedException {
        try {
            var orders = new Orders(request.stream().map(Asked::order).toList());
            var answer = service.post("/locks", orders, Duration.ZERO);
            if (answer.statusCode() == 200) {
                var results = service.read(answer.body(), Results.class).results();
                for (var i = 0; i < request.size(); i++) {
                    request.get(i).result().complete(results.get(i));
                }
            } else if (answer.statusCode() / 100 == 4 && request.size() > 1) {
                for (var one : request) { // whose mistake it is shows when each asks alone
                    send(List.of(one));
                }
            } else {
                throw LockServiceClient.unexpected(answer.statusCode(), answer.body());
            }
        } catch (RuntimeException e) {
            fail(request, e);
        }
    }

    private static void fail(Collection<Asked> request, RuntimeException failure) {
        request.forEach(asked -> asked.result().completeExceptionally(failure));
    }

    @Override
    public void close() {
        senders.forEach(Thread::interrupt);
    }
}
