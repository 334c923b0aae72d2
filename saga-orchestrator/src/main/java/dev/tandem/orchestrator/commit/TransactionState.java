package dev.tandem.orchestrator.commit;

/**
 * Where a transaction is.
 *
 * <pre>
 *  PREPARING --all voted yes, written to disk--> COMMITTING --all acknowledged--> COMMITTED
 *      |  |                                          ^
 *      |  +-- PRE_COMMITTING --enough pre-committed--+   (three-phase commit)
 *      |              |
 *      |              +--the members have given up--+
 *      |                                            v
 *      +--a no, a silence, or a crash of the coordinator--> ABORTING --all acknowledged--> ABORTED
 * </pre>
 */
enum TransactionState {
    /** Votes are being collected. Whoever finds it so after a crash aborts it. */
    PREPARING,
    /**
     * All voted yes, and everybody is being told so: three-phase commit alone. Not decided: whoever finds it so after a
     * crash asks the participants, who may have gone on without their coordinator.
     */
    PRE_COMMITTING,
    /** Decided, for good. Whoever finds it so after a crash goes on telling. */
    COMMITTING,
    /** Everybody has acknowledged, or somebody made it otherwise by hand. Final. */
    COMMITTED,
    /** Given up; whoever may have prepared is being told. */
    ABORTING,
    /** Nobody has anything left of it. Final. */
    ABORTED;

    /** Whether somebody still has to be told. */
    boolean isLive() {
        return switch (this) {
            case PREPARING, PRE_COMMITTING, COMMITTING, ABORTING -> true;
            case COMMITTED, ABORTED -> false;
        };
    }

    Decision decision() {
        return switch (this) {
            case PREPARING, PRE_COMMITTING -> Decision.PENDING;
            case COMMITTING, COMMITTED -> Decision.COMMIT;
            case ABORTING, ABORTED -> Decision.ABORT;
        };
    }

    /** What participants hear who ask. */
    enum Decision {
        COMMIT,
        ABORT,
        /** Not decided yet. */
        PENDING
    }
}
