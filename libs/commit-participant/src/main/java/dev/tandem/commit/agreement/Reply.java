package dev.tandem.commit.agreement;

/** What comes back from a member. */
public sealed interface Reply {

    /**
     * It has done as it was asked, and stands there.
     *
     * @param attempt the epoch in which it was pre-committed or pre-aborted; 0 if it never was
     */
    record Stands(BranchState state, int attempt) implements Reply {}

    /** It has promised itself to somebody who claims this epoch. */
    record Refuses(int epoch) implements Reply {}

    /** Nobody knows whether it has heard. */
    record Silent() implements Reply {}
}
