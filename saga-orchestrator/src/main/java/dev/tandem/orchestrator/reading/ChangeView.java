package dev.tandem.orchestrator.reading;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.machine.SagaStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One change of a saga.
 *
 * @param version counts the changes
 * @param event what came in, and which attempt at which step it was about
 * @param detail what the participant, or the operator, said
 * @param status where it led
 * @param nextStep the step that the saga was at afterwards, carried out if it was RUNNING, else undone
 */
record ChangeView(
        int version,
        Instant at,
        String event,
        @Nullable String step,
        @Nullable Phase phase,
        @Nullable Integer attempt,

        @JsonRawValue @Schema(implementation = Object.class) @Nullable
        String detail,

        SagaStatus status,
        @Nullable String nextStep,
        @Nullable Integer nextAttempt) {

    private static final Set<String> ANSWERS = Set.of("SUCCEEDED", "REFUSED", "FAILED");

    /** Whether the saga was carrying its steps out or undoing them afterwards. */
    Phase nextPhase() {
        return status == SagaStatus.RUNNING ? Phase.ACTION : Phase.COMPENSATION;
    }

    /** Whether a participant said it, and not a clock or an operator. */
    boolean isAnswer() {
        return ANSWERS.contains(event);
    }

    boolean isAbout(String name, Phase direction) {
        return name.equals(step) && phase == direction;
    }

    boolean leadsTo(String name, Phase direction) {
        return name.equals(nextStep) && nextPhase() == direction;
    }
}
