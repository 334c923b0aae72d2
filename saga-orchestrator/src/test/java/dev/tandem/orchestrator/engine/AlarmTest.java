package dev.tandem.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(30);

    @Test
    void ringsRegularly() throws InterruptedException {
        assertThat(waitFor(new Alarm(SHORT))).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void ringsEarlierForWhatWasSet() throws InterruptedException {
        var alarm = new Alarm(LONG);
        alarm.set(Duration.ofSeconds(20));
        alarm.set(SHORT);

        assertThat(waitFor(alarm)).isBetween(SHORT, Duration.ofSeconds(10));
    }

    @Test
    void wakesWhoeverWaitsAlready() {
        var alarm = new Alarm(LONG);
        var waiting = CompletableFuture.supplyAsync(() -> waitUninterrupted(alarm));

        alarm.set(SHORT);

        assertThat(waiting.orTimeout(10, TimeUnit.SECONDS).join()).isLessThan(LONG);
    }

    @Test
    void rememberedMomentsRingOneAfterTheOther() throws InterruptedException {
        var alarm = new Alarm(LONG);
        alarm.set(SHORT);
        alarm.set(SHORT.multipliedBy(4));

        var both = waitFor(alarm).plus(waitFor(alarm));

        assertThat(both).isBetween(SHORT.multipliedBy(3), Duration.ofSeconds(10));
    }

    private static Duration waitUninterrupted(Alarm alarm) {
        try {
            return waitFor(alarm);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration waitFor(Alarm alarm) throws InterruptedException {
        var begin = System.nanoTime();
        alarm.await();
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
