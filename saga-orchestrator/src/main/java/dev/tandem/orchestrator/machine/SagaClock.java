package dev.tandem.orchestrator.machine;

import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.machine.Pending.WaitsFor;
import dev.tandem.orchestrator.machine.SagaInput.Deadline;
import dev.tandem.orchestrator.machine.SagaInput.Overdue;
import dev.tandem.orchestrator.machine.SagaInput.TimeIsUp;
import dev.tandem.orchestrator.machine.SagaState.Compensated;
import dev.tandem.orchestrator.machine.SagaState.Compensating;
import dev.tandem.orchestrator.machine.SagaState.Completed;
import dev.tandem.orchestrator.machine.SagaState.Failed;
import dev.tandem.orchestrator.machine.SagaState.Running;
import dev.tandem.orchestrator.machine.SagaState.Stuck;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What time means to a saga. Three clocks run: that of the attempt (its timeout, or the pause before the next one), that
 * of the step and that of the saga. The last two only matter while there is a way back, because turning back is all that
 * a missed deadline can do; from the pivot on a saga may be late, and is seen to be, and goes on.
 */
public final class SagaClock {

    private SagaClock() {}

    /** After how long a saga in that state moves by itself; empty if only somebody else can move it. */
    public static Optional<Duration> wakesAfter(Saga<?> saga, SagaState state, Age age, UUID id) {
        return switch (state) {
            case Running(var at)
            when StateMachine.canBeGivenUp(saga.step(at.step())) ->
                Optional.of(earliest(
                        patience(saga, at, id),
                        left(saga.deadline(), age.total()),
                        left(saga.step(at.step()).request().deadline(), age.atStep())));
            case Running(var at) -> Optional.of(patience(saga, at, id));
            case Compensating(var at, var _) -> Optional.of(patience(saga, at, id));
            case Stuck _, Completed _, Compensated _, Failed _ -> Optional.empty();
        };
    }

    /** What it means that the moment of {@link #wakesAfter} has come. */
    public static SagaInput due(Saga<?> saga, SagaState state, Age age) {
        if (!(state instanceof Running(var at)) || !StateMachine.canBeGivenUp(saga.step(at.step()))) {
            return new TimeIsUp();
        }
        if (hasPassed(saga.deadline(), age.total())) {
            return new Overdue(Deadline.SAGA);
        }
        return hasPassed(saga.step(at.step()).request().deadline(), age.atStep())
                ? new Overdue(Deadline.STEP)
                : new TimeIsUp();
    }

    private static Duration patience(Saga<?> saga, Pending at, UUID id) {
        var request = saga.step(at.step()).request();
        return at.waitsFor() == WaitsFor.REPLY
                ? request.timeout()
                : request.retries().delayAfter(at.attempt(), id);
    }

    private static boolean hasPassed(@Nullable Duration deadline, Duration age) {
        return deadline != null && age.compareTo(deadline) >= 0;
    }

    /** Until a deadline; a missed one is due at once. */
    private static @Nullable Duration left(@Nullable Duration deadline, Duration age) {
        if (deadline == null) {
            return null;
        }
        return hasPassed(deadline, age) ? Duration.ZERO : deadline.minus(age);
    }

    private static Duration earliest(Duration patience, @Nullable Duration... limits) {
        var earliest = patience;
        for (var limit : limits) {
            if (limit != null && limit.compareTo(earliest) < 0) {
                earliest = limit;
            }
        }
        return earliest;
    }
}
