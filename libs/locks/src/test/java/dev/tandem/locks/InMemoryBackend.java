package dev.tandem.locks;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A backend within this process, whose connection a test can cut: the contract in its smallest form, and the place to
 * see what a client makes of a backend's answers.
 */
final class InMemoryBackend implements LockBackend {

    private record Held(String leaseId, long until) {}

    private final ReentrantLock mutex = new ReentrantLock();
    private final Condition changed = mutex.newCondition();
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, Long> tokens = new HashMap<>();
    private final Map<String, Queue<String>> queues = new HashMap<>();

    private volatile boolean cut;

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true);
    }

    @Override
    public Optional<Grant> acquire(String key, String owner, Duration ttl, Duration wait) throws InterruptedException {
        reach();
        var askedAt = System.nanoTime();
        var leaseId = UUID.randomUUID().toString();
        mutex.lockInterruptibly();
        try {
            var queue = queues.computeIfAbsent(key, _ -> new ArrayDeque<>());
            queue.add(leaseId);
            try {
                while (current(key) != null || !leaseId.equals(queue.peek())) {
                    var left = askedAt + wait.toNanos() - System.nanoTime();
                    if (left <= 0) {
                        return Optional.empty();
                    }
                    changed.await(Math.min(left, TimeUnit.MILLISECONDS.toNanos(20)), TimeUnit.NANOSECONDS);
                }
                held.put(key, new Held(leaseId, System.nanoTime() + ttl.toNanos()));
                var token = tokens.merge(key, 1L, Long::sum);
                return Optional.of(new Grant(key, owner, leaseId, OptionalLong.of(token), askedAt, ttl));
            } finally {
                queue.remove(leaseId);
                changed.signalAll();
            }
        } finally {
            mutex.unlock();
        }
    }

    @Override
    public boolean renew(Grant grant, Duration ttl) {
        reach();
        return ifHeld(grant, () -> held.put(grant.key(), new Held(grant.leaseId(), System.nanoTime() + ttl.toNanos())));
    }

    @Override
    public boolean release(Grant grant) {
        reach();
        return ifHeld(grant, () -> held.remove(grant.key()));
    }

    /** From now on nothing comes through. */
    void cut() {
        cut = true;
    }

    /** Gives the lock to somebody else, as an operator might. */
    void takeAway(String key) {
        mutex.lock();
        try {
            held.put(key, new Held("another", System.nanoTime() + TimeUnit.MINUTES.toNanos(1)));
        } finally {
            mutex.unlock();
        }
    }

    int queueLength(String key) {
        mutex.lock();
        try {
            return queues.getOrDefault(key, new ArrayDeque<>()).size();
        } finally {
            mutex.unlock();
        }
    }

    private boolean ifHeld(Grant grant, Runnable action) {
        mutex.lock();
        try {
            var current = current(grant.key());
            if (current == null || !current.leaseId().equals(grant.leaseId())) {
                return false;
            }
            action.run();
            changed.signalAll();
            return true;
        } finally {
            mutex.unlock();
        }
    }

    private @Nullable Held current(String key) {
        var current = held.get(key);
        return current == null || current.until() - System.nanoTime() <= 0 ? null : current;
    }

    private void reach() {
        if (cut) {
            throw new LockBackendUnavailable("the wire is cut");
        }
    }
}
