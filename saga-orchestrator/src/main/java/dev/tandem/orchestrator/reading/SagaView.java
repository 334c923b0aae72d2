package dev.tandem.orchestrator.reading;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tandem.orchestrator.machine.SagaStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga with all that happened to it.
 *
 * @param businessKey the order's id
 * @param currentStep the step that is carried out or undone; null once the saga has ended
 * @param reason why it turned back, if it did
 * @param overdue whether it has passed its deadline and goes on all the same, because there is no way back
 * @param stuck what an operator has to know; null unless it is STUCK
 * @param data what it knows
 * @param steps every step of its definition, with how that went so far
 * @param history what came in and where it led, oldest first
 */
record SagaView(
        UUID sagaId,
        String definition,
        int definitionVersion,
        String businessKey,
        SagaStatus status,
        @Nullable String currentStep,
        @Nullable String reason,
        boolean overdue,
        @Nullable StuckView stuck,
        @JsonRawValue @Schema(implementation = Object.class) String data,
        List<StepView> steps,
        List<ChangeView> history,
        Instant createdAt,
        Instant updatedAt) {

    /** A saga in a list. */
    record Summary(
            UUID sagaId,
            String definition,
            int definitionVersion,
            String businessKey,
            SagaStatus status,
            @Nullable String currentStep,
            @Nullable String reason,
            Instant createdAt,
            Instant updatedAt) {}
}
