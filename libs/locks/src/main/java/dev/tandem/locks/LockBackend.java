package dev.tandem.locks;

import java.time.Duration;
import java.util.Optional;

/**
 * Where locks are kept. A backend answers three questions and knows nothing of threads, renewal or callbacks: those are
 * the business of {@link Locks}, the same for all. Implementations are thread-safe.
 *
 * <p>Each method throws {@link LockBackendUnavailable} when the backend cannot be reached or does not answer: that is
 * neither "held by another", which is an empty answer, nor "lease lost", which is {@code false}.
 */
public interface LockBackend {

    /** What its locks can be relied on for. */
    Capabilities capabilities();

    /**
     * Takes the lock, or waits for it.
     *
     * @param owner who wants it, for people to read; grants are told apart by their lease id
     * @param ttl after which the lock is free again unless renewed; a backend without leases ignores it
     * @param wait how long to wait for a lock that is held; zero tries once
     * @return the grant, or nothing if the lock was held by others all the time
     * @throws InterruptedException if the waiting thread was interrupted; it has left the queue, and holds nothing
     */
    Optional<Grant> acquire(String key, String owner, Duration ttl, Duration wait) throws InterruptedException;

    /**
     * Lets the grant last for {@code ttl} from now, if it is still in force; checking and extending are one action (the
     * guide's get-then-set is a race).
     *
     * @return false if it is not: it ran out, was released, or somebody else holds the lock
     */
    boolean renew(Grant grant, Duration ttl);

    /**
     * Frees the lock if this grant still holds it; checking and freeing are one action.
     *
     * @return false if it does not; whoever holds it now keeps it
     */
    boolean release(Grant grant);

    /**
     * Asks to be told at once when the backend hears by itself that the grant is lost, as one does whose locks end with
     * a session. It may never call; renewal finds out anyway.
     */
    default void watch(Grant grant, Runnable lost) {}
}
