package dev.tandem.orchestrator.engine;

import dev.tandem.orchestrator.machine.SagaStatus;

/** What became of an operator's instruction. */
public sealed interface Verdict {

    /** It is carried out, and the audit is in the saga's history. */
    record Done() implements Verdict {}

    /** There is no such saga. */
    record Unknown() implements Verdict {}

    /**
     * Nothing was changed: a saga that is there cannot do that.
     *
     * @param status where it is
     */
    record Forbidden(SagaStatus status) implements Verdict {}
}
