package dev.tandem.orchestrator.machine;

import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep;

/** What makes a saga move. */
public sealed interface SagaInput {

    /** A participant answered; perhaps late, perhaps again. */
    record Answered(SagaStep to, Reply reply) implements SagaInput {}

    /** The timeout of an attempt, or the moment of the next one, has come. */
    record TimeIsUp() implements SagaInput {}
}
