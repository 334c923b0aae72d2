package dev.tandem.orchestrator.machine;

import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep;
import org.jspecify.annotations.Nullable;

/** What makes a saga move. */
public sealed interface SagaInput {

    /** A participant answered; perhaps late, perhaps again. */
    record Answered(SagaStep to, Reply reply) implements SagaInput {}

    /** The timeout of an attempt, or the moment of the next one, has come. */
    record TimeIsUp() implements SagaInput {}

    /** A deadline has passed: the attempts that are left do not matter any more. */
    record Overdue(Deadline deadline) implements SagaInput {}

    /** Whose deadline. */
    enum Deadline {
        /** That of all attempts at a step together. */
        STEP,
        /** That of the whole saga. */
        SAGA
    }

    /** What an operator says. It is done if the saga's state allows it, and nothing is changed otherwise. */
    sealed interface Instruction extends SagaInput {

        Audit audit();
    }

    /** Asks the step, or its compensation, once more, now; a stuck compensation gets all its attempts anew. */
    record Retry(Audit audit) implements Instruction {}

    /** Turns a saga back that could still go either way, the step that it is at included. */
    record TurnBack(Audit audit) implements Instruction {}

    /** The stuck compensation was done by hand: what is left of the way back goes on. */
    record Resolve(Audit audit) implements Instruction {}

    /**
     * Who wanted it, and why.
     *
     * @param note what the operator had to say
     * @param requestedBy the operator, by their own account
     * @param correlationId of the request
     */
    record Audit(String note, @Nullable String requestedBy, String correlationId) {}
}
