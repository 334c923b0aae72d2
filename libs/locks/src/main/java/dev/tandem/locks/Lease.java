package dev.tandem.locks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock in hand, for as long as it is renewed; {@link #close} gives it back.
 *
 * <p>When it is lost, because the backend says so or because no renewal came through in time, the holder's thread is
 * interrupted and the callbacks run, on a thread of their own (guide, 'Edge Case: Renewal Fails'). The deadline is this
 * process's own, on its monotonic clock, and a twentieth of the time-to-live before the backend's, so that a holder who
 * cannot reach the backend stops before somebody else starts. A process that stood still past the deadline learns of it
 * when it goes on, perhaps after its next write: that one is for the fencing token to stop, see {@code FencingGuard}.
 *
 * <p>Thread-safe.
 */
public final class Lease implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    /** Renewed so many times within the time for which it may be relied on. */
    private static final int RENEWALS = 3;

    /** This part of the time-to-live is left to pauses between looking at the clock and acting on it. */
    private static final int MARGIN = 20;

    private enum State {
        HELD,
        LOST,
        CLOSED
    }

    private final LockBackend backend;
    private final Grant grant;
    private final Duration ttl;
    private final ScheduledExecutorService timer;
    private final Thread holder = Thread.currentThread();
    private final List<Runnable> callbacks = new ArrayList<>();

    private State state = State.HELD;
    private long deadline;
    private Optional<Future<?>> renewal = Optional.empty();
    private Optional<Future<?>> expiry = Optional.empty();

    private Lease(LockBackend backend, Grant grant, Duration ttl, ScheduledExecutorService timer) {
        this.backend = backend;
        this.grant = grant;
        this.ttl = ttl;
        this.timer = timer;
        this.deadline = deadlineFrom(grant.askedAt());
    }

    /**
     * Starts to renew. Who waited long in a queue cannot tell how much of the time-to-live is left, and asks for a fresh
     * one first.
     *
     * @return nothing if the grant was lost on its way
     */
    static Optional<Lease> begin(LockBackend backend, Grant grant, Duration ttl, ScheduledExecutorService timer) {
        var lease = new Lease(backend, grant, ttl, timer);
        var fresh = System.nanoTime() - grant.askedAt() < lease.pause();
        if (!fresh && !lease.renewedNow()) {
            return Optional.empty();
        }
        lease.schedule();
        backend.watch(grant, () -> lease.lose("the backend ended it"));
        return Optional.of(lease);
    }

    public String key() {
        return grant.key();
    }

    /**
     * The number to send along with every write to what the lock protects.
     *
     * @throws UnsupportedOperationException if the backend has none, see {@link Capabilities#fenced}
     */
    public long fencingToken() {
        return grant.fencingToken()
                .orElseThrow(() -> new UnsupportedOperationException(
                        "the backend of lock '%s' has no fencing tokens".formatted(key())));
    }

    /** Whether the lock may still be relied on, by the backend's last word and this process's clock. */
    public synchronized boolean isHeld() {
        return state == State.HELD && deadline - System.nanoTime() > 0;
    }

    /** How long that is true without another renewal; zero if it is not. */
    public synchronized Duration remaining() {
        return isHeld() ? Duration.ofNanos(deadline - System.nanoTime()) : Duration.ZERO;
    }

    /** Runs {@code action} once when the lease is lost, or now if it is; not if it is closed before. */
    public void onLost(Runnable action) {
        synchronized (this) {
            if (state == State.HELD) {
                callbacks.add(action);
                return;
            }
            if (state == State.CLOSED) {
                return;
            }
        }
        action.run();
    }

    /**
     * Gives the lock back, if it is still this lease's; else only ends it. Afterwards nobody is interrupted any more. If
     * the holder closes a lost lease, the interruption that told of the loss has done its duty and is cleared.
     */
    @Override
    public void close() {
        State before;
        synchronized (this) {
            before = state;
            state = State.CLOSED;
            cancelTimers();
        }
        switch (before) {
            case HELD -> release();
            case LOST -> {
                if (Thread.currentThread() == holder) {
                    Thread.interrupted();
                }
            }
            case CLOSED -> {}
        }
    }

    private void release() {
        var interrupted = Thread.interrupted(); // or giving back, which takes a round trip, would be broken off
        try {
            if (!backend.release(grant)) {
                log.warn("lock '{}' was not {}'s any more when it was released", key(), grant.owner());
            }
        } catch (LockBackendUnavailable e) {
            log.warn("lock '{}' could not be released and will run out: {}", key(), e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void schedule() {
        if (state == State.HELD) {
            cancelTimers();
            renewal = Optional.of(timer.schedule(this::renewInBackground, pause(), TimeUnit.NANOSECONDS));
            expiry = Optional.of(timer.schedule(this::expire, deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
        }
    }

    private long pause() {
        return grant.validity().toNanos() / RENEWALS;
    }

    /** Not on the timer's own thread: a backend that hangs must not keep the deadline from being noticed. */
    private void renewInBackground() {
        Thread.ofVirtual().name("renew " + key()).start(this::renew);
    }

    private void renew() {
        try {
            if (renewedNow()) {
                schedule();
            } else {
                lose("the backend does not know it any more");
            }
        } catch (LockBackendUnavailable e) {
            log.warn("lock '{}' could not be renewed, {} left: {}", key(), remaining(), e.getMessage());
            retry();
        }
    }

    private boolean renewedNow() {
        var asked = System.nanoTime();
        if (!backend.renew(grant, ttl)) {
            return false;
        }
        synchronized (this) {
            deadline = deadlineFrom(asked);
        }
        return true;
    }

    /** Tries again soon: until the deadline there is still something to win. */
    private synchronized void retry() {
        if (state == State.HELD) {
            renewal = Optional.of(timer.schedule(this::renewInBackground, pause() / RENEWALS, TimeUnit.NANOSECONDS));
        }
    }

    private void expire() {
        if (!isHeld()) {
            lose("no renewal came through in time");
        }
    }

    private void lose(String why) {
        List<Runnable> told;
        synchronized (this) {
            if (state != State.HELD) {
                return;
            }
            state = State.LOST;
            cancelTimers();
            holder.interrupt(); // under the same lock as close(), so never after it
            told = List.copyOf(callbacks);
        }
        log.warn("lock '{}' is lost: {}", key(), why);
        Thread.ofVirtual().name("lost " + key()).start(() -> told.forEach(Runnable::run));
    }

    private void cancelTimers() {
        renewal.ifPresent(task -> task.cancel(false));
        expiry.ifPresent(task -> task.cancel(false));
    }

    private long deadlineFrom(long asked) {
        return asked
                + grant.validity().minus(grant.validity().dividedBy(MARGIN)).toNanos();
    }
}
