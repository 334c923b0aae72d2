package dev.tandem.commit;

/**
 * What a participant knows of its branch. Nothing is stored for the first: it is what the server's list of prepared
 * transactions says.
 *
 * <pre>
 *  (unknown) --prepare: yes--> PREPARED --commit--> COMMITTED
 *      |                           |
 *      +----------abort------------+------abort---> ABORTED
 * </pre>
 */
enum BranchState {
    /** It has voted yes, holds its locks and waits for the decision. */
    PREPARED,
    /** It is in force. Final. */
    COMMITTED,
    /** It is not in force and never will be. Final. */
    ABORTED
}
