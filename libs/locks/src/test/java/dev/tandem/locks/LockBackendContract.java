package dev.tandem.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every backend promises; a backend's test inherits it and says how to reach the backend. What only some promise is
 * asked of those whose {@link Capabilities} claim it.
 */
public abstract class LockBackendContract {

    /** Longer than any test takes, so that nothing expires on a busy machine unless it should. */
    protected static final Duration LONG = Duration.ofMinutes(1);

    /** Patience of a waiter who will be served. */
    protected static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A time-to-live that a test waits for. */
    private static final Duration SHORT = Duration.ofMillis(700);

    protected final String key = "contract:" + UUID.randomUUID();

    private final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();

    private int counter; // unguarded on purpose

    protected abstract LockBackend backend();

    /** How many wait for this test's key; asked of fair backends only, whose waiters stand in a queue that can be seen. */
    protected int queueLength() {
        throw new UnsupportedOperationException("a fair backend's test says how long the queue is");
    }

    /** Fewer for a backend that takes long for each. */
    protected int incrementsPerThread() {
        return 50;
    }

    @AfterEach
    void letOthersGo() {
        others.shutdownNow();
    }

    @Test
    void noIncrementIsLost() throws Exception {
        var increments = incrementsPerThread();
        Callable<Boolean> work = () -> {
            for (var i = 0; i < increments; i++) {
                var grant = acquire(PATIENCE).orElseThrow();
                counter++;
                assertThat(backend().release(grant)).isTrue();
            }
            return true;
        };

        for (var worker : others.invokeAll(Collections.nCopies(8, work))) {
            worker.get();
        }

        assertThat(counter).isEqualTo(8 * increments);
    }

    @Test
    void whatIsHeldIsNotGivenToAnother() throws Exception {
        var held = acquire(Duration.ZERO);

        assertThat(held).isPresent();
        assertThat(acquire(Duration.ZERO)).isEmpty();
        assertThat(acquire(Duration.ofMillis(200))).isEmpty();
    }

    @Test
    void aGrantSaysWhatItIs() throws Exception {
        var before = System.nanoTime();

        var grant = acquire(Duration.ZERO).orElseThrow();

        assertThat(grant.key()).isEqualTo(key);
        assertThat(grant.owner()).isEqualTo("tester");
        assertThat(grant.leaseId()).isNotBlank();
        assertThat(grant.fencingToken().isPresent())
                .isEqualTo(backend().capabilities().fenced());
        assertThat(grant.askedAt() - before).isNotNegative();
        assertThat(grant.validity()).isPositive().isLessThanOrEqualTo(LONG);
    }

    @Test
    void keysHaveNothingToDoWithEachOther() throws Exception {
        assertThat(acquire(Duration.ZERO)).isPresent();

        assertThat(backend().acquire(key + ":other", "tester", LONG, Duration.ZERO))
                .isPresent();
    }

    @Test
    void whatIsReleasedCanBeTakenAgain() throws Exception {
        var first = acquire(Duration.ZERO).orElseThrow();

        assertThat(backend().release(first)).isTrue();

        var second = acquire(Duration.ZERO).orElseThrow();
        assertThat(second.leaseId()).isNotEqualTo(first.leaseId());
    }

    @Test
    void nobodyReleasesOrRenewsWhatIsAnothers() throws Exception {
        var held = acquire(Duration.ZERO).orElseThrow();
        var forged = new Grant(key, "thief", UUID.randomUUID().toString(), OptionalLong.empty(), held.askedAt(), LONG);

        assertThat(backend().release(forged)).isFalse();
        assertThat(backend().renew(forged, LONG)).isFalse();

        assertThat(acquire(Duration.ZERO)).isEmpty();
        assertThat(backend().renew(held, LONG)).isTrue();
    }

    @Test
    void aLeaseThatWasReleasedIsLost() throws Exception {
        var first = acquire(Duration.ZERO).orElseThrow();
        backend().release(first);

        assertThat(backend().renew(first, LONG)).isFalse();
        assertThat(backend().release(first)).isFalse();

        var second = acquire(Duration.ZERO).orElseThrow();
        assertThat(backend().release(first)).isFalse();
        assertThat(backend().renew(second, LONG)).isTrue();
    }

    @Test
    void aHolderThatSaysNothingLosesTheLockToAWaiter() throws Exception {
        assumeTrue(backend().capabilities().leased());
        var silent = backend().acquire(key, "silent", SHORT, Duration.ZERO).orElseThrow();

        var next = acquire(PATIENCE);

        assertThat(next).isPresent();
        assertThat(backend().renew(silent, SHORT)).isFalse();
        assertThat(backend().release(silent)).isFalse();
        assertThat(acquire(Duration.ZERO)).isEmpty();
    }

    @Test
    void renewalKeepsWhatWouldHaveRunOut() throws Exception {
        assumeTrue(backend().capabilities().leased());
        var holder = backend().acquire(key, "holder", SHORT.multipliedBy(4), Duration.ZERO);

        assertThat(backend().renew(holder.orElseThrow(), LONG)).isTrue();

        assertThat(acquire(SHORT.multipliedBy(5))).isEmpty();
        assertThat(backend().release(holder.orElseThrow())).isTrue();
    }

    @Test
    void aWaiterIsServedWhenTheHolderIsDone() throws Exception {
        var held = acquire(Duration.ZERO).orElseThrow();
        var waiter = others.submit(() -> acquire(PATIENCE));
        assertStillWaiting(waiter);

        backend().release(held);

        assertThat(waiter.get()).isPresent();
    }

    @Test
    void whoIsInterruptedLeavesTheQueue() throws Exception {
        var held = acquire(Duration.ZERO).orElseThrow();
        var waiter = others.submit(() -> acquire(PATIENCE));
        assertStillWaiting(waiter);
        var interrupted = new FutureTask<>(() -> acquire(PATIENCE));
        var thread = Thread.ofPlatform().start(interrupted);
        assertStillWaiting(interrupted);

        thread.interrupt();

        assertThatThrownBy(interrupted::get).hasCauseInstanceOf(InterruptedException.class);
        backend().release(held);

        var served = waiter.get().orElseThrow();
        assertThat(backend().release(served)).isTrue();
        assertThat(acquire(Duration.ofSeconds(5))).isPresent();
    }

    @Test
    void whoGivesUpLeavesTheQueue() throws Exception {
        var held = acquire(Duration.ZERO).orElseThrow();
        assertThat(acquire(Duration.ofMillis(100))).isEmpty();

        backend().release(held);

        assertThat(acquire(Duration.ZERO)).isPresent();
    }

    @Test
    void tokensOnlyRise() throws Exception {
        assumeTrue(backend().capabilities().fenced());
        var tokens = new ArrayList<Long>();

        for (var i = 0; i < 10; i++) {
            var grant = acquire(PATIENCE).orElseThrow();
            tokens.add(grant.fencingToken().orElseThrow());
            backend().release(grant);
        }

        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void waitersAreServedInTheOrderInWhichTheyCame() throws Exception {
        assumeTrue(backend().capabilities().fair());
        var served = Collections.synchronizedList(new ArrayList<Integer>());
        var held = acquire(Duration.ZERO).orElseThrow();
        var waiters = new ArrayList<Future<?>>();
        for (var i = 1; i <= 8; i++) {
            var number = i;
            waiters.add(others.submit(() -> {
                var grant = acquire(PATIENCE).orElseThrow();
                served.add(number);
                return backend().release(grant);
            }));
            Awaitility.await().until(() -> queueLength() == number);
        }

        backend().release(held);

        for (var waiter : waiters) {
            waiter.get();
        }
        assertThat(served).isEqualTo(IntStream.rangeClosed(1, 8).boxed().toList());
    }

    /** Takes this test's lock, or waits for it so long. */
    protected final Optional<Grant> acquire(Duration wait) throws InterruptedException {
        return backend().acquire(key, "tester", LONG, wait);
    }

    /** Gives a wrong answer a moment to come; a right one cannot come. */
    private static void assertStillWaiting(Future<?> waiter) {
        assertThatThrownBy(() -> waiter.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }
}
