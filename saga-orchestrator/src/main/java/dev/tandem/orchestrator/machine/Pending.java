package dev.tandem.orchestrator.machine;

/**
 * Where a saga is, and what it waits for there.
 *
 * @param step the position in the definition
 * @param attempt counts from 1
 */
public record Pending(int step, int attempt, WaitsFor waitsFor) {

    /** What ends the wait. */
    public enum WaitsFor {
        /** The participant's answer to the attempt, or its timeout. */
        REPLY,
        /** The moment of the next attempt. */
        RETRY
    }

    /** The step is asked for the first time. */
    static Pending first(int step) {
        return new Pending(step, 1, WaitsFor.REPLY);
    }

    /** Nobody has failed to answer here yet. */
    boolean isFirstAsking() {
        return equals(first(step));
    }

    /** The attempt failed, the next one comes later. */
    Pending backOff() {
        return new Pending(step, attempt, WaitsFor.RETRY);
    }

    /** The next attempt. */
    Pending again() {
        return new Pending(step, attempt + 1, WaitsFor.REPLY);
    }

    /** Nobody but this attempt's own answer may say that it failed. */
    boolean isWaitingForReplyTo(int answered) {
        return waitsFor == WaitsFor.REPLY && attempt == answered;
    }
}
