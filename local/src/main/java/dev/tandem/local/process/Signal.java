package dev.tandem.local.process;

/** What a process can be told, by the names that {@code kill} knows. */
public enum Signal {
    /** PostgreSQL's fast shutdown: clients are disconnected, data is written. */
    INT,
    /** The polite end of a JVM. */
    TERM,
    /** The end without a last word. */
    KILL,
    /** Freezes a process where it stands, sockets open: what a long pause looks like to the others. */
    STOP,
    /** Lets a frozen process go on. */
    CONT
}
