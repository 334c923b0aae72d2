package dev.tandem.lock.core;

import dev.tandem.lock.core.Answer.Outcome;
import dev.tandem.lock.core.Operation.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The locks, as this replica sees them. What is granted is on disk; what waits is in the database's queue, and its caller
 * here. Any number of replicas may share the tables. Thread-safe.
 *
 * <p>All methods throw {@link LockStoreUnavailable} if the database does not answer; a future ends with it.
 */
public final class LockTable implements AutoCloseable {

    /** A key's wishes meet in one writer; while one step is on its way to the disk, the other makes the next. */
    private static final int WRITERS = 2;

    private final UUID replica = UUID.randomUUID();
    private final Queue queue = new Queue();
    private final Tally tally = new Tally();
    private final List<StepWriter> writers;
    private final TurnListener listener;
    private final ForcedReleases forced;

    private volatile boolean stopping;

    public LockTable(DataSource database) {
        var jdbc = JdbcClient.create(database);
        this.writers = IntStream.range(0, WRITERS)
                .mapToObj(number -> new StepWriter("lock-writer-" + number, jdbc, replica, this::serve))
                .toList();
        this.listener = new TurnListener(database, replica, queue::nudge);
        this.forced = new ForcedReleases(jdbc);
    }

    /**
     * Takes the lock, or waits for it in the order of arrival.
     *
     * @param gone whether the caller has gone away; asked now and then while it waits, on the calling thread
     * @throws InterruptedException if the calling thread was interrupted while it waited; it has left the queue
     */
    public Acquisition acquire(LockWish wish, BooleanSupplier gone) throws InterruptedException {
        if (wish.patience().isZero()) {
            return done(tryAcquireAsync(wish.key(), wish.owner(), wish.ttl()));
        }
        var acquisition = waited(wish, UUID.randomUUID(), gone);
        tally.count(acquisition);
        return acquisition;
    }

    /** Takes the lock if it is free just now; like the two below for who has many wishes, which then share steps. */
    public CompletableFuture<Acquisition> tryAcquireAsync(String key, String owner, Duration ttl) {
        var wish = new LockWish(key, owner, ttl, Duration.ZERO);
        return submit(Operation.inQueue(Kind.TRY, wish, UUID.randomUUID(), 0)).thenApply(answer -> {
            var acquisition = acquisition(wish, answer);
            tally.count(acquisition);
            return acquisition;
        });
    }

    /** See {@link #renew}. */
    public CompletableFuture<Optional<HeldLock>> renewAsync(String key, UUID leaseId, Duration ttl) {
        return submit(Operation.of(Kind.RENEW, key, leaseId, ttl.toMillis()))
                .thenApply(answer -> answer.outcome() == Outcome.DONE
                        ? Optional.of(answer.held(key, answer.lock().holder()))
                        : Optional.empty());
    }

    /** See {@link #release}. */
    public CompletableFuture<Boolean> releaseAsync(String key, UUID leaseId) {
        return submit(Operation.of(Kind.RELEASE, key, leaseId, 0))
                .thenApply(answer -> answer.outcome() == Outcome.DONE);
    }

    /** Lets a lease last for {@code ttl} from now; empty if it is lost, which it is as soon as its time was up. */
    public Optional<HeldLock> renew(String key, UUID leaseId, Duration ttl) {
        return done(renewAsync(key, leaseId, ttl));
    }

    /** Ends a lease, and serves the next in the queue; false if it was lost. */
    public boolean release(String key, UUID leaseId) {
        return done(releaseAsync(key, leaseId));
    }

    /**
     * Takes a lock from its holder, whoever that is, and serves the next in the queue. The holder learns of it at its
     * next renewal; until then only the fencing token keeps its writes out.
     *
     * @param note why, for the record
     * @return what was taken; empty if nobody held it
     */
    public Optional<ForcedRelease> forceRelease(String key, String requestedBy, String note) {
        var release = forced.release(key, requestedBy, note);
        if (release.isPresent()) {
            write(Operation.of(Kind.LOOK, key, replica, 0));
        }
        return release;
    }

    /** Sends away who waits, so that the process can stop; what is held stays held. */
    public void stopWaiting() {
        stopping = true;
        queue.nudgeAll();
    }

    public Tally tally() {
        return tally;
    }

    @Override
    public void close() {
        stopWaiting();
        listener.close();
        writers.forEach(StepWriter::close);
    }

    /** Its turn came to a place that was left behind when the database failed its caller: the next one, please. */
    private void serve(Answer grant) {
        if (!queue.serve(grant)) {
            Thread.ofVirtual().start(() -> release(grant.key(), grant.leaseId()));
        }
    }

    private Acquisition waited(LockWish wish, UUID leaseId, BooleanSupplier gone) throws InterruptedException {
        var deadline = System.nanoTime() + wish.patience().toNanos();
        try (var seat = queue.sit(leaseId)) {
            var answer = write(Operation.inQueue(Kind.WAIT, wish, leaseId, 0));
            while (answer.outcome() == Outcome.QUEUED || answer.outcome() == Outcome.GONE) {
                answer = answer.outcome() == Outcome.GONE
                        ? write(Operation.inQueue(Kind.WAIT, wish, leaseId, 0)) // passed over: back to the end
                        : next(wish, answer, seat, deadline, gone);
            }
            return gone.getAsBoolean() ? abandon(wish, answer) : acquisition(wish, answer);
        }
    }

    /** Waits for one beat, and tells the database that somebody still waits; or, if nobody does, leaves. */
    private Answer next(LockWish wish, Answer queued, Queue.Seat seat, long deadline, BooleanSupplier gone)
            throws InterruptedException {
        try {
            var turn = seat.await(deadline - System.nanoTime());
            if (turn.isPresent()) {
                return turn.get();
            }
        } catch (InterruptedException e) {
            abandon(wish, leave(wish, queued));
            throw e;
        }
        if (stopping) {
            abandon(wish, leave(wish, queued));
            throw new LockStoreUnavailable("the lock service is being stopped");
        }
        var over = gone.getAsBoolean() || deadline - System.nanoTime() <= 0;
        return over ? leave(wish, queued) : write(Operation.inQueue(Kind.STAY, wish, queued.leaseId(), queued.place()));
    }

    /** The lock may have come first: then the answer is a grant. */
    private Answer leave(LockWish wish, Answer queued) {
        return write(Operation.inQueue(Kind.LEAVE, wish, queued.leaseId(), queued.place()));
    }

    /** Passes on at once what nobody is there to take. */
    private Acquisition abandon(LockWish wish, Answer last) {
        if (last.outcome() == Outcome.GRANTED) {
            release(wish.key(), last.leaseId());
        }
        return new Acquisition.Abandoned();
    }

    private static Acquisition acquisition(LockWish wish, Answer answer) {
        return switch (answer.outcome()) {
            case GRANTED -> new Acquisition.Granted(answer.held(wish.key(), wish.owner()));
            case HELD, LEFT ->
                new Acquisition.Refused(answer.lock().holder(), answer.lock().expiresAt(), answer.queueLength());
            case QUEUED, GONE, DONE, LOST -> throw new IllegalStateException("no answer to a wish: " + answer);
        };
    }

    private Answer write(Operation operation) {
        return done(submit(operation));
    }

    private CompletableFuture<Answer> submit(Operation operation) {
        writers.get(Math.floorMod(operation.key().hashCode(), WRITERS)).submit(operation);
        return operation.answer();
    }

    /** Not interruptible: a wish that is under way has an outcome, and it is needed. */
    private static <T> T done(CompletableFuture<T> wish) {
        try {
            return wish.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LockStoreUnavailable known ? known : new IllegalStateException(e.getCause());
        }
    }
}
