package dev.tandem.commit.agreement;

/** What whoever leads a group does next. */
public sealed interface Step {

    /** Asks all members this, and goes on with what came back. */
    record Ask(Question question) implements Step {}

    /** There is nothing more to ask. */
    record Done(Verdict verdict) implements Step {}
}
