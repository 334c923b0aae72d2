package dev.tandem.faults;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What shall happen at a point, and when. What makes no sense together is an {@link IllegalArgumentException} that says
 * why.
 *
 * @param subject only to this order; {@code null} for whichever comes
 * @param skip so many hits pass first
 * @param times and then this many do not
 * @param delay how long, for {@link FaultAction#DELAY}; {@code null} for all others
 */
public record Fault(
        FaultPoint point,
        FaultAction action,
        @Nullable String subject,
        int skip,
        int times,
        @Nullable Duration delay) {

    public Fault {
        if (skip < 0) {
            throw new IllegalArgumentException("skip must not be negative, and is " + skip);
        }
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, and is " + times);
        }
        if (action == FaultAction.DROP && !point.canDrop()) {
            throw new IllegalArgumentException(
                    "nothing is on its way at %s that could be dropped".formatted(point.id()));
        }
        if (action == FaultAction.DELAY && (delay == null || !delay.isPositive())) {
            throw new IllegalArgumentException("DELAY needs a delay, such as PT2S");
        }
        if (action != FaultAction.DELAY && delay != null) {
            throw new IllegalArgumentException("only DELAY takes a delay");
        }
    }

    /** A crash of whoever comes first. */
    public static Fault crash(FaultPoint point) {
        return new Fault(point, FaultAction.CRASH, null, 0, 1, null);
    }

    /** A failure for whoever comes first. */
    public static Fault fail(FaultPoint point) {
        return new Fault(point, FaultAction.FAIL, null, 0, 1, null);
    }

    /** The loss of whatever comes first. */
    public static Fault drop(FaultPoint point) {
        return new Fault(point, FaultAction.DROP, null, 0, 1, null);
    }

    /** A pause for whoever comes first. */
    public static Fault delay(FaultPoint point, Duration delay) {
        return new Fault(point, FaultAction.DELAY, null, 0, 1, delay);
    }

    /** The same for this order alone. */
    public Fault onlyFor(Object newSubject) {
        return new Fault(point, action, newSubject.toString(), skip, times, delay);
    }

    /** The same after so many have passed. */
    public Fault skipping(int hits) {
        return new Fault(point, action, subject, hits, times, delay);
    }

    /** The same for that many in a row. */
    public Fault times(int newTimes) {
        return new Fault(point, action, subject, skip, newTimes, delay);
    }
}
