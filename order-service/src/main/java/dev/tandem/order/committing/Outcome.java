package dev.tandem.order.committing;

import org.jspecify.annotations.Nullable;

/** What became of a transaction. */
sealed interface Outcome {

    record Committed() implements Outcome {}

    /**
     * Nobody has anything of it.
     *
     * @param reason a participant's, or the coordinator's own
     */
    record Aborted(String reason, @Nullable String detail) implements Outcome {}

    /** Nobody who knows could be asked. */
    record Unknown() implements Outcome {}
}
