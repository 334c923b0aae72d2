package dev.tandem.commit.agreement;

/** What whoever leads a group comes to. */
public sealed interface Verdict {

    /** It is committed, for everybody. */
    record Commit() implements Verdict {}

    /** It is aborted, for everybody. */
    record Abort() implements Verdict {}

    /** Nobody may decide: too few can be reached. */
    record Wait(String why) implements Verdict {}

    /** Somebody else leads, in this epoch or a higher one. */
    record Outranked(int epoch) implements Verdict {}
}
