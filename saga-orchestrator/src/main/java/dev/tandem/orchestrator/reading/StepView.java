package dev.tandem.orchestrator.reading;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.definition.Step;
import dev.tandem.orchestrator.definition.Step.Compensatable;
import dev.tandem.orchestrator.definition.Step.Pivot;
import dev.tandem.orchestrator.definition.Step.Retriable;
import dev.tandem.orchestrator.machine.SagaStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a step of a saga went, told from its history.
 *
 * @param compensation how undoing it went; null for a step that cannot be undone
 */
record StepView(
        String name,
        @JsonUnwrapped Progress progress,
        @Nullable CompensationView compensation) {

    record CompensationView(String name, @JsonUnwrapped Progress progress) {}

    /** How far something got. */
    enum StepStatus {
        /** Nobody was asked. */
        NOT_STARTED,
        /** Asked, or about to be asked again. */
        RUNNING,
        SUCCEEDED,
        REFUSED,
        /** Given up: nobody knows whether it was done. */
        GAVE_UP,
        /** The compensation used up its attempts. */
        STUCK,
        /** An operator did it by hand. */
        RESOLVED
    }

    /**
     * @param reply what the participant said last
     */
    record Progress(
            StepStatus status,
            int attempts,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,

            @JsonRawValue @Schema(implementation = Object.class) @Nullable
            String reply) {

        private static final Progress NONE = new Progress(StepStatus.NOT_STARTED, 0, null, null, null);

        static Progress of(String step, Phase phase, List<ChangeView> history) {
            var progress = NONE;
            for (var change : history) {
                progress = progress.after(change, step, phase);
            }
            return progress;
        }

        private Progress after(ChangeView change, String step, Phase phase) {
            var answer = change.isAbout(step, phase) && change.isAnswer() ? change.detail() : reply;
            if (change.leadsTo(step, phase)) {
                var asked = change.nextAttempt() == null ? attempts : Math.max(attempts, change.nextAttempt());
                var now = change.status() == SagaStatus.STUCK ? StepStatus.STUCK : StepStatus.RUNNING;
                return new Progress(now, asked, startedAt == null ? change.at() : startedAt, null, answer);
            }
            return change.isAbout(step, phase)
                    ? new Progress(result(change.event()), attempts, startedAt, change.at(), answer)
                    : this;
        }

        private static StepStatus result(String event) {
            return switch (event) {
                case "SUCCEEDED" -> StepStatus.SUCCEEDED;
                case "REFUSED" -> StepStatus.REFUSED;
                case "RESOLVED" -> StepStatus.RESOLVED;
                default -> StepStatus.GAVE_UP;
            };
        }
    }

    static List<StepView> of(Saga<?> saga, List<ChangeView> history) {
        return saga.steps().stream().map(step -> of(step, history)).toList();
    }

    private static StepView of(Step<?> step, List<ChangeView> history) {
        var name = step.name();
        var action = Progress.of(name, Phase.ACTION, history);
        return switch (step) {
            case Compensatable<?>(var _, var undo) -> {
                var compensation = Progress.of(name, Phase.COMPENSATION, history);
                yield new StepView(name, action, new CompensationView(undo.name(), compensation));
            }
            case Pivot<?> _, Retriable<?> _ -> new StepView(name, action, null);
        };
    }
}
