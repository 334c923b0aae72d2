package dev.tandem.orchestrator.engine;

import dev.tandem.contracts.Topics;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.SagaStep;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.machine.Pending;
import dev.tandem.orchestrator.machine.Pending.WaitsFor;
import dev.tandem.orchestrator.machine.SagaState.Compensated;
import dev.tandem.orchestrator.machine.SagaState.Compensating;
import dev.tandem.orchestrator.machine.SagaState.Completed;
import dev.tandem.orchestrator.machine.SagaState.Failed;
import dev.tandem.orchestrator.machine.SagaState.Running;
import dev.tandem.orchestrator.machine.SagaState.Stuck;
import java.util.Optional;

/**
 * Makes the command that a saga's state calls for. It is sent in the transaction that makes the state durable, so the
 * saga never waits for an answer to something that nobody was asked.
 */
final class CommandDispatcher {

    private CommandDispatcher() {}

    /**
     * What to ask now; nothing while the saga waits for a retry, or has ended. A compensation that is stuck goes to its
     * participant's dead letters, as it was asked for the last time and with nobody waiting for an answer: a copy that
     * operators find beside all else that could not be processed.
     */
    static <D> Optional<Message> commandFor(SagaInstance<D> instance) {
        var saga = instance.saga();
        return switch (instance.state()) {
            case Running(var at)
            when at.waitsFor() == WaitsFor.REPLY ->
                Optional.of(message(instance, at, Phase.ACTION, action(saga, at, instance.data())));
            case Compensating(var at, var reason)
            when at.waitsFor() == WaitsFor.REPLY ->
                Optional.of(message(instance, at, Phase.COMPENSATION, undo(saga, at, instance.data(), reason)));
            case Stuck(var at, var reason) ->
                Optional.of(
                        deadLetter(message(instance, at, Phase.COMPENSATION, undo(saga, at, instance.data(), reason))));
            case Running _, Compensating _, Completed _, Compensated _, Failed _ -> Optional.empty();
        };
    }

    private static <D> Object action(Saga<D> saga, Pending at, D data) {
        return saga.step(at.step()).request().command().apply(data);
    }

    private static <D> Object undo(Saga<D> saga, Pending at, D data, String reason) {
        return saga.compensatable(at.step()).undo().command().apply(data, reason);
    }

    private static Message message(SagaInstance<?> instance, Pending at, Phase phase, Object command) {
        var step = instance.saga().step(at.step());
        return Message.command(
                step.request().topic(),
                instance.businessKey(),
                command,
                Topics.SAGA_REPLIES,
                new SagaStep(instance.id(), step.name(), phase, at.attempt()));
    }

    private static Message deadLetter(Message command) {
        return new Message(
                Topics.deadLettersOf(command.topic()), command.key(), command.body(), null, command.sagaStep());
    }
}
