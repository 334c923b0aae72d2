package dev.tandem.local.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that nobody announces. */
public final class Poll {

    private static final Duration PAUSE = Duration.ofMillis(25);

    private Poll() {}

    /** Whether it came true in time; an interrupt ends the wait as a no. */
    public static boolean until(Duration patience, BooleanSupplier condition) {
        return until(patience, PAUSE, condition);
    }

    /** The same, with so much time between two looks, for looks that cost something. */
    public static boolean until(Duration patience, Duration pause, BooleanSupplier condition) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || !pause(pause)) {
                return false;
            }
        }
        return true;
    }

    private static boolean pause(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
