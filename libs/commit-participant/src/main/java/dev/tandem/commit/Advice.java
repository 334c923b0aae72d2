package dev.tandem.commit;

/** What a branch in doubt hears when it asks. */
enum Advice {
    COMMIT,
    ABORT,
    /** The coordinator has no record of the transaction, so it did not decide to commit it. */
    ABORT_PRESUMED,
    /** It is not decided yet; or nobody who knows can be reached. */
    WAIT
}
