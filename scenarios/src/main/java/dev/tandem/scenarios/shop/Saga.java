package dev.tandem.scenarios.shop;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an order is carried out, as the saga orchestrator shows it. */
public record Saga(
        UUID sagaId,
        String definition,
        String businessKey,
        String status,
        @Nullable String currentStep,
        List<Step> steps) {

    /** A step, and how often it was asked for. */
    public record Step(
            String name,
            String status,
            int attempts,
            @Nullable Compensation compensation) {}

    /** What undoes a step, and how often it was asked for. */
    public record Compensation(String status, int attempts) {}

    /** Whether nothing will change it any more. */
    public boolean hasEnded() {
        return List.of("COMPLETED", "COMPENSATED", "FAILED").contains(status);
    }

    public Step step(String name) {
        return steps.stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step %s in %s".formatted(name, this)));
    }
}
