package dev.tandem.orchestrator.machine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a saga, and its exits:
 *
 * <pre>
 * RUNNING       a step succeeded           RUNNING at the next one, after the last COMPLETED
 *               an attempt failed          RUNNING, waiting for the retry
 *               refused, or given up       COMPENSATING; FAILED if there is nothing to undo
 *               overdue, or called off     COMPENSATING, unless there is no way back any more
 * COMPENSATING  a compensation succeeded   COMPENSATING the step before, after the first COMPENSATED
 *               an attempt failed          COMPENSATING, waiting for the retry
 *               attempts exhausted         STUCK
 * STUCK         succeeded after all,
 *               or done by hand            COMPENSATING the step before, after the first COMPENSATED
 *               asked again                COMPENSATING
 * </pre>
 */
public sealed interface SagaState {

    /** Carrying out a step. */
    record Running(Pending pending) implements SagaState {}

    /**
     * Undoing a step.
     *
     * @param reason why the saga turned back, as a stable upper-case code
     */
    record Compensating(Pending pending, String reason) implements SagaState {}

    /** Could not undo a step; those before it are still in force. */
    record Stuck(Pending pending, String reason) implements SagaState {}

    record Completed() implements SagaState {}

    record Compensated(String reason) implements SagaState {}

    record Failed(String reason) implements SagaState {}

    /** Every saga begins by asking its first step. */
    static SagaState beginning() {
        return new Running(Pending.first(0));
    }

    default SagaStatus status() {
        return switch (this) {
            case Running _ -> SagaStatus.RUNNING;
            case Compensating _ -> SagaStatus.COMPENSATING;
            case Stuck _ -> SagaStatus.STUCK;
            case Completed _ -> SagaStatus.COMPLETED;
            case Compensated _ -> SagaStatus.COMPENSATED;
            case Failed _ -> SagaStatus.FAILED;
        };
    }

    /** Where it is; empty once it has ended. */
    default Optional<Pending> position() {
        return switch (this) {
            case Running(var pending) -> Optional.of(pending);
            case Compensating(var pending, var _) -> Optional.of(pending);
            case Stuck(var pending, var _) -> Optional.of(pending);
            case Completed _, Compensated _, Failed _ -> Optional.empty();
        };
    }

    /** Why it turned back, if it did. */
    default @Nullable String turnedBackBecause() {
        return switch (this) {
            case Running _, Completed _ -> null;
            case Compensating(var _, var reason) -> reason;
            case Stuck(var _, var reason) -> reason;
            case Compensated(var reason) -> reason;
            case Failed(var reason) -> reason;
        };
    }
}
