package dev.tandem.faults;

/** What happens to whoever reaches an armed point. */
public enum FaultAction {

    /** The process ends at once, as by {@code kill -9}: no shutdown hook runs, nothing is flushed or rolled back. */
    CRASH,

    /** The thread waits, holding whatever it holds: locks, a connection, an open transaction. */
    DELAY,

    /** An {@link InjectedFault} is thrown. */
    FAIL,

    /** The message or answer at hand is lost on the way. Only at points where something is on its way. */
    DROP
}
