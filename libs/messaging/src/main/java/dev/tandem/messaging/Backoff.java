package dev.tandem.messaging;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Growing pauses between tries, with jitter, so that those who failed together do not come back together.
 *
 * @param first the pause after the first failure; doubles each time
 * @param longest no pause is longer
 */
record Backoff(Duration first, Duration longest) {

    /** The pause after that many failures, give or take a quarter. */
    Duration after(int failures) {
        var doublings = Math.min(failures - 1, 20);
        var pause = Math.min(first.toNanos() << doublings, longest.toNanos());
        return Duration.ofNanos((long) (pause * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
    }

    /** Waits; an interruption ends the wait and is kept. */
    void pause(int failures) {
        try {
            Thread.sleep(after(failures));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
