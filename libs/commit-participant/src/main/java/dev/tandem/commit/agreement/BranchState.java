package dev.tandem.commit.agreement;

/**
 * What a participant knows of its branch. That it is prepared is what the server's list of prepared transactions says; what
 * the two states in between add to that is a row of its own.
 *
 * <pre>
 *  (unknown) --prepare: yes--> PREPARED ----------------commit--> COMMITTED
 *      |                        |  |  ^                               ^
 *      |                        |  |  +--- PRE_COMMITTED ---commit----+
 *      |                        |  |         ^  |   in a higher epoch, if a majority never
 *      |                        |  |         |  v   got as far as the one before
 *      |                        |  +----- PRE_ABORTED ------abort---> ABORTED
 *      +----------abort---------+---------------------------abort-------^
 * </pre>
 *
 * The two in the middle are three-phase commit alone; in two-phase commit nobody ever comes there.
 */
public enum BranchState {
    /** It has voted yes, holds its locks and waits for the decision. */
    PREPARED,
    /** It has heard that all voted yes, and a commit is to be expected. Still prepared, with all its locks. */
    PRE_COMMITTED,
    /** It has heard that the group is about to give up. Still prepared, with all its locks. */
    PRE_ABORTED,
    /** It is in force. Final. */
    COMMITTED,
    /** It is not in force and never will be. Final. */
    ABORTED;

    /** Whether it holds its locks, and somebody else decides. */
    public boolean isInDoubt() {
        return switch (this) {
            case PREPARED, PRE_COMMITTED, PRE_ABORTED -> true;
            case COMMITTED, ABORTED -> false;
        };
    }
}
