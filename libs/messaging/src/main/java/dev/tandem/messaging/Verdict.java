package dev.tandem.messaging;

import java.util.List;
import java.util.UUID;

/** What became of an operator's wish about a dead letter. */
sealed interface Verdict {

    /**
     * It is carried out.
     *
     * @param replayed how many were done after all, those that had waited behind included
     * @param broken those that were tried and failed again; they stay parked
     */
    record Done(int replayed, List<Broken> broken) implements Verdict {}

    /** Tried again, and why it failed. */
    record Broken(UUID id, String cause) {}

    /** There is no such dead letter. */
    record Unknown() implements Verdict {}

    /** Somebody has decided on it before. */
    record Decided(DeadLetter.State state) implements Verdict {}

    /** An event before it is broken: that one first. */
    record WaitsBehind(UUID id) implements Verdict {}

    /** No subscription of this service has that name any more. */
    record Unheard(String consumer) implements Verdict {}
}
