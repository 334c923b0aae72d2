package dev.tandem.orchestrator.machine;

import dev.tandem.messaging.Reply.Failed;
import dev.tandem.messaging.Reply.Refused;
import dev.tandem.messaging.Reply.Succeeded;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.machine.SagaInput.Answered;
import dev.tandem.orchestrator.machine.SagaInput.Overdue;
import dev.tandem.orchestrator.machine.SagaInput.Resolve;
import dev.tandem.orchestrator.machine.SagaInput.Retry;
import dev.tandem.orchestrator.machine.SagaInput.TimeIsUp;
import dev.tandem.orchestrator.machine.SagaInput.TurnBack;
import dev.tandem.orchestrator.machine.SagaState.Compensated;
import dev.tandem.orchestrator.machine.SagaState.Compensating;
import dev.tandem.orchestrator.machine.SagaState.Stuck;

/**
 * The way back: one compensation at a time, in reverse order, each acknowledged before the next begins, because undoing
 * step two may rely on step three being undone.
 *
 * <p>A compensation has no way out but success. A refusal is one more failed attempt; when the attempts are used up, the
 * saga is stuck, says so, and still listens: the participant may have been down and carry out later what it was asked.
 * An operator may have it asked again, or do it by hand and say so.
 */
final class CompensationExecutor {

    private CompensationExecutor() {}

    /** Undoes that step and all before it. Before the first step there is nothing to undo. */
    static SagaState begin(int lastStep, String reason) {
        return lastStep < 0 ? new SagaState.Failed(reason) : new Compensating(Pending.first(lastStep), reason);
    }

    static SagaState next(Saga<?> saga, Compensating compensating, SagaInput input) {
        var at = compensating.pending();
        var reason = compensating.reason();
        return switch (input) {
            case TimeIsUp() ->
                switch (at.waitsFor()) {
                    case REPLY -> attemptFailed(saga, at, reason);
                    case RETRY -> new Compensating(at.again(), reason);
                };
            case Retry _ ->
                switch (at.waitsFor()) {
                    case REPLY -> compensating;
                    case RETRY -> new Compensating(at.again(), reason);
                };
            case Overdue _, TurnBack _, Resolve _ -> compensating;
            case Answered(var to, var _) when !StateMachine.isAbout(to, Phase.COMPENSATION, saga, at) -> compensating;
            case Answered(var to, var reply) ->
                switch (reply) {
                    case Succeeded _ -> undone(at, reason);
                    case Refused _, Failed _ ->
                        at.isWaitingForReplyTo(to.attempt()) ? attemptFailed(saga, at, reason) : compensating;
                };
        };
    }

    static SagaState next(Saga<?> saga, Stuck stuck, SagaInput input) {
        var at = stuck.pending();
        return switch (input) {
            case TimeIsUp(), Overdue _, TurnBack _ -> stuck;
            case Retry _ -> new Compensating(at.again(), stuck.reason());
            case Resolve _ -> undone(at, stuck.reason());
            case Answered(var to, var _) when !StateMachine.isAbout(to, Phase.COMPENSATION, saga, at) -> stuck;
            case Answered(var _, var reply) ->
                switch (reply) {
                    case Succeeded _ -> undone(at, stuck.reason());
                    case Refused _, Failed _ -> stuck;
                };
        };
    }

    private static SagaState undone(Pending at, String reason) {
        return at.step() == 0 ? new Compensated(reason) : new Compensating(Pending.first(at.step() - 1), reason);
    }

    private static SagaState attemptFailed(Saga<?> saga, Pending at, String reason) {
        var retries = saga.step(at.step()).request().retries();
        return retries.allowsAnotherAfter(at.attempt())
                ? new Compensating(at.backOff(), reason)
                : new Stuck(at, reason);
    }
}
