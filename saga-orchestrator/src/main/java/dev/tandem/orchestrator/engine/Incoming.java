package dev.tandem.orchestrator.engine;

import dev.tandem.messaging.Message;
import dev.tandem.orchestrator.machine.SagaInput;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Something that may move a saga.
 *
 * @param out how the command that it causes leaves in the current transaction
 */
record Incoming(UUID sagaId, SagaInput input, Consumer<Message> out) {}
