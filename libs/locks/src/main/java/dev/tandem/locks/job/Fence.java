package dev.tandem.locks.job;

/** Keeps a job out that was given up for dead and goes on, while another replica has taken over. */
@FunctionalInterface
public interface Fence {

    /** For work that runs without a lock. */
    Fence OPEN = () -> true;

    /** To be asked in the transaction that writes; if false, somebody else does the work now: write nothing. */
    boolean admits();
}
