package dev.tandem.scenarios.shop;

import java.time.Duration;
import java.time.Instant;
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
        @Nullable String reason,
        @Nullable Stuck stuck,
        List<Step> steps,
        List<Change> history) {

    /** What an operator is told about a compensation that cannot be done. */
    public record Stuck(String compensation, String owner, String deadLetters, List<String> remainingPlan) {}

    /** One line of its history. */
    public record Change(String at, String event) {}

    /** A step, and how often it was asked for. */
    public record Step(
            String name,
            String status,
            int attempts,
            @Nullable Compensation compensation) {

        /** How often it was tried to undo it. */
        public int attemptsAtUndoing() {
            return compensation == null ? 0 : compensation.attempts();
        }
    }

    /** What undoes a step, and how often it was asked for. */
    public record Compensation(String status, int attempts) {}

    /** Whether nothing will change it any more. */
    public boolean hasEnded() {
        return List.of("COMPLETED", "COMPENSATED", "FAILED").contains(status);
    }

    public boolean isStuck() {
        return status.equals("STUCK");
    }

    /** Whether that is in its history. */
    public boolean has(String event) {
        return history.stream().anyMatch(change -> change.event().equals(event));
    }

    /** The longest time in which nothing happened to it. */
    public Duration longestPause() {
        var longest = Duration.ZERO;
        for (var i = 1; i < history.size(); i++) {
            var pause = Duration.between(
                    Instant.parse(history.get(i - 1).at()),
                    Instant.parse(history.get(i).at()));
            longest = pause.compareTo(longest) > 0 ? pause : longest;
        }
        return longest;
    }

    public Step step(String name) {
        return steps.stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step %s in %s".formatted(name, this)));
    }
}
