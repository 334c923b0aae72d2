package dev.tandem.orchestrator.machine;

import dev.tandem.messaging.Reply.Failed;
import dev.tandem.messaging.Reply.Refused;
import dev.tandem.messaging.Reply.Succeeded;
import dev.tandem.messaging.SagaStep;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.definition.Step;
import dev.tandem.orchestrator.definition.Step.Compensatable;
import dev.tandem.orchestrator.definition.Step.Pivot;
import dev.tandem.orchestrator.definition.Step.Retriable;
import dev.tandem.orchestrator.machine.SagaInput.Answered;
import dev.tandem.orchestrator.machine.SagaInput.Overdue;
import dev.tandem.orchestrator.machine.SagaInput.Resolve;
import dev.tandem.orchestrator.machine.SagaInput.Retry;
import dev.tandem.orchestrator.machine.SagaInput.TimeIsUp;
import dev.tandem.orchestrator.machine.SagaInput.TurnBack;
import dev.tandem.orchestrator.machine.SagaState.Compensated;
import dev.tandem.orchestrator.machine.SagaState.Compensating;
import dev.tandem.orchestrator.machine.SagaState.Completed;
import dev.tandem.orchestrator.machine.SagaState.Running;
import dev.tandem.orchestrator.machine.SagaState.Stuck;

/**
 * What a saga does next: state and input in, state out, and nothing else happens. What to send and {@linkplain SagaClock
 * when to wake up} follows from the new state (it {@linkplain Pending waits} for an answer or for a moment), so nothing
 * that matters can be forgotten between two inputs.
 *
 * <p>Inputs may be late, repeated, or belong to an attempt that was given up; three rules make all of them harmless:
 * <ol>
 *   <li>An answer counts only for the step and the direction that the saga is in now.
 *   <li>There, a success counts whichever attempt it answers: all attempts ask for the same operation, and only a
 *       compensation, which was not sent yet, could undo it.
 *   <li>A failure counts only for the attempt that is being waited for.
 * </ol>
 */
public final class StateMachine {

    /** The reason of a saga that turned back because somebody did not answer, or failed too often. */
    public static final String GAVE_UP = "TIMEOUT";

    /** The reason of a saga that an operator turned back. */
    public static final String CALLED_OFF = "ABORTED";

    private StateMachine() {}

    /** The state after the input; the same object if the input means nothing (any more). */
    public static SagaState next(Saga<?> saga, SagaState state, SagaInput input) {
        return switch (state) {
            case Running running -> forwards(saga, running, input);
            case Compensating compensating -> CompensationExecutor.next(saga, compensating, input);
            case Stuck stuck -> CompensationExecutor.next(saga, stuck, input);
            case Completed _, Compensated _, SagaState.Failed _ -> state;
        };
    }

    private static SagaState forwards(Saga<?> saga, Running running, SagaInput input) {
        var at = running.pending();
        return switch (input) {
            case TimeIsUp() ->
                switch (at.waitsFor()) {
                    case REPLY -> attemptFailed(saga, at);
                    case RETRY -> new Running(at.again());
                };
            case Overdue _ -> turnBack(saga, running, GAVE_UP);
            case TurnBack _ -> turnBack(saga, running, CALLED_OFF);
            case Retry _ ->
                switch (at.waitsFor()) {
                    case REPLY -> running;
                    case RETRY -> new Running(at.again());
                };
            case Resolve _ -> running;
            case Answered(var to, var _) when !isAbout(to, Phase.ACTION, saga, at) -> running;
            case Answered(var to, var reply) ->
                switch (reply) {
                    case Succeeded _ -> stepDone(saga, at);
                    case Refused(var reason, var _) -> refused(saga, running, to.attempt(), reason);
                    case Failed _ -> at.isWaitingForReplyTo(to.attempt()) ? attemptFailed(saga, at) : running;
                };
        };
    }

    private static SagaState stepDone(Saga<?> saga, Pending at) {
        return saga.isLast(at.step()) ? new Completed() : new Running(Pending.first(at.step() + 1));
    }

    private static SagaState refused(Saga<?> saga, Running running, int attempt, String reason) {
        var at = running.pending();
        return switch (saga.step(at.step())) {
            case Compensatable<?> step ->
                CompensationExecutor.begin(hasDoneNothing(step, at, reason) ? at.step() - 1 : at.step(), reason);
            case Pivot<?> _ -> CompensationExecutor.begin(at.step() - 1, reason);
            case Retriable<?> _ -> at.isWaitingForReplyTo(attempt) ? attemptFailed(saga, at) : running;
        };
    }

    /**
     * Who refuses at once, the first time it is asked, and for a reason that its definition knows, has done nothing, and
     * there is nothing to undo. Otherwise the step is undone as well: an earlier request may still be under way and land
     * after the refusal, and what a reason means that nobody declared, nobody knows.
     */
    private static boolean hasDoneNothing(Compensatable<?> step, Pending at, String reason) {
        return at.isFirstAsking() && step.request().permanentErrors().contains(reason);
    }

    /** A step whose outcome is unknown counts as perhaps done: if it is given up, its compensation runs too. */
    private static SagaState attemptFailed(Saga<?> saga, Pending at) {
        var step = saga.step(at.step());
        var givesUp = canBeGivenUp(step) && !step.request().retries().allowsAnotherAfter(at.attempt());
        return givesUp ? CompensationExecutor.begin(at.step(), GAVE_UP) : new Running(at.backOff());
    }

    /** At any moment, also while somebody may be doing what was asked: the compensation covers that. */
    private static SagaState turnBack(Saga<?> saga, Running running, String reason) {
        var at = running.pending();
        return canBeGivenUp(saga.step(at.step())) ? CompensationExecutor.begin(at.step(), reason) : running;
    }

    /** From the pivot on there is no giving up: what may have happened there cannot be undone. */
    static boolean canBeGivenUp(Step<?> step) {
        return switch (step) {
            case Compensatable<?> _ -> true;
            case Pivot<?> _, Retriable<?> _ -> false;
        };
    }

    static boolean isAbout(SagaStep answered, Phase phase, Saga<?> saga, Pending at) {
        return answered.phase() == phase && saga.step(at.step()).name().equals(answered.step());
    }
}
