package dev.tandem.idempotency;

import org.jspecify.annotations.Nullable;

/** What an attempt meets when it claims a key. */
public sealed interface Claim {

    /**
     * The key is this attempt's: do the work.
     *
     * @param recoveryPoint what an earlier attempt, whose lease ran out, had got to; go on from there
     * @param answered whether the answer that came with the claim is stored, so that nothing is left to be written
     */
    record Granted(@Nullable String recoveryPoint, boolean answered) implements Claim {}

    /** It has been done: give that answer. */
    record Answered(StoredAnswer answer) implements Claim {}

    /** Another attempt is at it. */
    record InProgress() implements Claim {}

    /** The key was used for another request. */
    record Mismatch() implements Claim {}
}
