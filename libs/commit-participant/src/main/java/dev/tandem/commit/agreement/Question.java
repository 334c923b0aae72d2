package dev.tandem.commit.agreement;

/** What whoever leads a group asks its members. */
public enum Question {
    /** Where do you stand? Changes nothing. */
    LOOK,
    /** Will you follow nobody who claims a lower epoch, and where do you stand? */
    PROMISE,
    /** Will you note that it is about to be committed? */
    PRE_COMMIT,
    /** Will you note that it is about to be aborted? */
    PRE_ABORT
}
