package dev.tandem.orchestrator.engine;

import dev.tandem.messaging.Reply;
import dev.tandem.messaging.Reply.Failed;
import dev.tandem.messaging.Reply.Refused;
import dev.tandem.messaging.Reply.Succeeded;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.engine.SagaInstance.Change;
import dev.tandem.orchestrator.machine.Pending;
import dev.tandem.orchestrator.machine.SagaInput.Answered;
import dev.tandem.orchestrator.machine.SagaInput.Deadline;
import dev.tandem.orchestrator.machine.SagaInput.Instruction;
import dev.tandem.orchestrator.machine.SagaInput.Overdue;
import dev.tandem.orchestrator.machine.SagaInput.Resolve;
import dev.tandem.orchestrator.machine.SagaInput.Retry;
import dev.tandem.orchestrator.machine.SagaInput.TimeIsUp;
import dev.tandem.orchestrator.machine.SagaInput.TurnBack;
import dev.tandem.orchestrator.machine.SagaState;
import dev.tandem.orchestrator.machine.SagaStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change of a saga.
 *
 * @param event what came in
 * @param step whom it was about, with phase and attempt; nothing at the start
 * @param detail what the participant, or the operator, said
 * @param status where it led, with step and attempt; those are missing once the saga has ended
 */
record HistoryEntry(
        UUID sagaId,
        int version,
        Event event,
        @Nullable String step,
        @Nullable Phase phase,
        @Nullable Integer attempt,
        @Nullable Object detail,
        SagaStatus status,
        @Nullable String nextStep,
        @Nullable Integer nextAttempt) {

    /** What came in. */
    enum Event {
        /** Somebody wanted the saga. */
        STARTED,
        /** A step, or a compensation, is done. */
        SUCCEEDED,
        /** It will not be done. */
        REFUSED,
        /** It could not be done this time. */
        FAILED,
        /** Nobody answered in time. */
        TIMED_OUT,
        /** The time of the next attempt has come. */
        ASKED_AGAIN,
        /** The deadline of all attempts at the step has passed. */
        STEP_OVERDUE,
        /** The saga's own deadline has passed. */
        SAGA_OVERDUE,
        /** An operator had the step, or its compensation, asked again. */
        RETRY_REQUESTED,
        /** An operator turned the saga back. */
        COMPENSATION_REQUESTED,
        /** An operator says that the compensation is done. */
        RESOLVED
    }

    static HistoryEntry started(SagaInstance<?> instance) {
        var first = instance.saga().step(0).name();
        return new HistoryEntry(instance.id(), 1, Event.STARTED, null, null, null, null, SagaStatus.RUNNING, first, 1);
    }

    static HistoryEntry of(SagaInstance<?> instance, Change change) {
        var at = change.before().position().orElseThrow(); // an ended saga does not change
        var phase = phase(change.before());
        return switch (change.input()) {
            case Answered(var to, var reply) ->
                entry(instance, change, event(reply), phase, to.attempt(), detail(reply));
            case TimeIsUp() ->
                switch (at.waitsFor()) {
                    case REPLY -> entry(instance, change, Event.TIMED_OUT, phase, at.attempt(), null);
                    case RETRY -> entry(instance, change, Event.ASKED_AGAIN, phase, at.attempt() + 1, null);
                };
            case Overdue(var deadline) -> entry(instance, change, event(deadline), phase, at.attempt(), null);
            case Instruction instruction ->
                entry(instance, change, event(instruction), phase, at.attempt(), instruction.audit());
        };
    }

    private static HistoryEntry entry(
            SagaInstance<?> instance, Change change, Event event, Phase phase, int attempt, @Nullable Object detail) {
        return new HistoryEntry(
                instance.id(),
                change.version(),
                event,
                instance.stepAt(change.before()).orElseThrow(),
                phase,
                attempt,
                detail,
                change.after().status(),
                instance.stepAt(change.after()).orElse(null),
                change.after().position().map(Pending::attempt).orElse(null));
    }

    private static Phase phase(SagaState before) {
        return before.status() == SagaStatus.RUNNING ? Phase.ACTION : Phase.COMPENSATION;
    }

    private static Event event(Deadline deadline) {
        return switch (deadline) {
            case STEP -> Event.STEP_OVERDUE;
            case SAGA -> Event.SAGA_OVERDUE;
        };
    }

    private static Event event(Instruction instruction) {
        return switch (instruction) {
            case Retry _ -> Event.RETRY_REQUESTED;
            case TurnBack _ -> Event.COMPENSATION_REQUESTED;
            case Resolve _ -> Event.RESOLVED;
        };
    }

    private static Event event(Reply reply) {
        return switch (reply) {
            case Succeeded _ -> Event.SUCCEEDED;
            case Refused _ -> Event.REFUSED;
            case Failed _ -> Event.FAILED;
        };
    }

    private static @Nullable Object detail(Reply reply) {
        return switch (reply) {
            case Succeeded(var data) -> data;
            case Refused _, Failed _ -> reply;
        };
    }
}
