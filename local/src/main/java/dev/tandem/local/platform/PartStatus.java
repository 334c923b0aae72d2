package dev.tandem.local.platform;

/**
 * How a part is at this moment.
 *
 * @param name what commands call it
 * @param state whether it runs
 * @param pid its process, 0 if there is none
 * @param megabytes its resident memory, 0 where the system does not tell
 * @param address where clients find it
 */
public record PartStatus(String name, State state, long pid, long megabytes, String address) {

    /** The states that a person would tell apart. */
    public enum State {
        /** It answers. */
        READY,
        /** Its process is there, and does not answer (yet, or any more). */
        NOT_READY,
        /** Frozen by {@code pause}. */
        PAUSED,
        /** Nobody stopped it, and it is gone: killed, or crashed. */
        DIED,
        /** Not started, or stopped in order. */
        STOPPED
    }
}
