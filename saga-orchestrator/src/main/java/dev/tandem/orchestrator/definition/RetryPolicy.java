package dev.tandem.orchestrator.definition;

import java.time.Duration;
import java.util.UUID;

/**
 * How often a participant is asked, and how long to wait in between: each delay is {@code factor} times the one before,
 * up to {@code longestDelay}.
 *
 * @param maxAttempts after so many the outcome counts as unknown; past the pivot there is no such limit
 * @param firstDelay between the first and the second attempt
 * @param longestDelay what the delays grow to
 */
public record RetryPolicy(int maxAttempts, Duration firstDelay, double factor, Duration longestDelay) {

    /** Five attempts over some eight seconds: rides out a hiccup, and tells the customer before they give up. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(5, Duration.ofMillis(200), 3.0, Duration.ofSeconds(10));

    public RetryPolicy {
        require(maxAttempts >= 1, "maxAttempts must be at least 1, is " + maxAttempts);
        require(firstDelay.toMillis() >= 1, "firstDelay must be at least a millisecond, is " + firstDelay);
        require(factor >= 1, "factor must be at least 1, is " + factor);
        require(longestDelay.compareTo(firstDelay) >= 0, "longestDelay must not be below firstDelay");
    }

    /** An operator who has something asked again buys as many attempts as there were. */
    public boolean allowsAnotherAfter(int attempt) {
        return attempt % maxAttempts != 0;
    }

    /**
     * How long to wait after that attempt: between half and all of the exponential delay, so that sagas which failed
     * together do not come back together. The share follows from the saga's id instead of from a dice, so a saga's
     * schedule can be told in advance and repeated in a test.
     */
    public Duration delayAfter(int attempt, UUID saga) {
        var grown = firstDelay.toMillis() * Math.pow(factor, attempt - 1.0);
        var capped = Math.min(grown, (double) longestDelay.toMillis());
        var share = Math.floorMod(saga.getLeastSignificantBits() + attempt * 31L, 1_000) / 1_000.0;
        return Duration.ofMillis(Math.max(1, (long) (capped * (0.5 + share / 2))));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
