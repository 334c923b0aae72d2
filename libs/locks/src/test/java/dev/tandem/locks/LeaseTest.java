package dev.tandem.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final Duration TTL = Duration.ofMillis(600);

    private final InMemoryBackend backend = new InMemoryBackend();
    private final Locks locks = new Locks(backend, "tester", LockOptions.ifFree(TTL));

    @AfterEach
    void close() {
        locks.close();
    }

    @Test
    void aLeaseOutlivesItsTimeToLiveAsLongAsItsHolderLives() throws Exception {
        try (var lease = locks.acquire("job")) {
            assertThat(locks.tryAcquire("job", TTL.multipliedBy(3))).isEmpty();
            assertThat(lease.isHeld()).isTrue();
            assertThat(lease.remaining()).isPositive().isLessThan(TTL);
        }
        assertThat(locks.tryAcquire("job", Duration.ZERO)).isPresent();
    }

    @Test
    void whoCannotReachTheBackendStopsBeforeItsTimeIsUp() throws Exception {
        var told = new CountDownLatch(1);
        var asked = System.nanoTime();
        try (var lease = locks.acquire("job")) {
            lease.onLost(told::countDown);
            backend.cut();

            assertThatThrownBy(() -> TimeUnit.MINUTES.sleep(1)).isInstanceOf(InterruptedException.class);

            assertThat(lease.isHeld()).isFalse();
            assertThat(lease.remaining()).isZero();
            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(System.nanoTime() - asked).isLessThan(TimeUnit.SECONDS.toNanos(50));
    }

    @Test
    void whatAnotherHasIsLostAtTheNextRenewal() {
        assertThatThrownBy(() -> {
                    try (var _ = locks.acquire("job")) {
                        backend.takeAway("job");
                        TimeUnit.MINUTES.sleep(1);
                    }
                })
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void anInterruptionThatNobodyNoticedEndsWithTheLostLease() throws Exception {
        try (var lease = locks.acquire("job")) {
            backend.takeAway("job");
            untilLost(lease);
        }

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void nobodyIsToldOfALossAfterTheEnd() throws Exception {
        var told = new CountDownLatch(1);
        try (var lease = locks.acquire("job")) {
            lease.onLost(told::countDown);
        }
        backend.takeAway("job");

        assertThat(told.await(TTL.toMillis() * 2, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whoAsksAfterTheLossIsToldAtOnce() throws Exception {
        var told = new CountDownLatch(1);
        try (var lease = locks.acquire("job")) {
            backend.takeAway("job");
            untilLost(lease);
            Thread.interrupted();

            lease.onLost(told::countDown);

            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoWaitedLongerThanATimeToLiveStartsWithAFreshOne() throws Exception {
        var held = backend.acquire("job", "another", TTL.multipliedBy(2), Duration.ZERO)
                .orElseThrow();

        try (var lease = locks.tryAcquire("job", Duration.ofSeconds(30)).orElseThrow()) {
            assertThat(lease.isHeld()).isTrue();
            assertThat(lease.fencingToken()).isGreaterThan(held.fencingToken().orElseThrow());
        }
    }

    @Test
    void notHavingALockIsNoReasonToThrowUnlessItIsNeeded() throws Exception {
        backend.takeAway("job");

        assertThat(locks.tryAcquire("job", Duration.ZERO)).isEmpty();
        assertThatThrownBy(() -> locks.acquire("job")).isInstanceOf(LockNotAcquired.class);
    }

    /** The holder itself looks, without noticing that it was interrupted. */
    private static void untilLost(Lease lease) {
        while (lease.isHeld()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
