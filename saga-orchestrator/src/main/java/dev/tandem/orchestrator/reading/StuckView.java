package dev.tandem.orchestrator.reading;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tandem.contracts.Topics;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.definition.Saga;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has to know about a saga that cannot undo a step.
 *
 * @param compensation that cannot be done
 * @param owner who should do it: the topic where that participant takes commands in
 * @param deadLetters where a copy of the command lies
 * @param cause what the participant said last; null if it never answered
 * @param age how long the saga has been stuck
 * @param remainingPlan the compensations that are left, in their order, the stuck one first
 */
record StuckView(
        String compensation,
        String owner,
        String deadLetters,
        int attempts,

        @JsonRawValue @Schema(implementation = Object.class) @Nullable
        String cause,

        Instant since,
        Duration age,
        List<String> remainingPlan) {

    static StuckView of(Saga<?> saga, String step, List<ChangeView> history, Instant now) {
        var position = saga.indexOf(step);
        var owner = saga.step(position).request().topic();
        var last = history.getLast();
        return new StuckView(
                saga.compensatable(position).undo().name(),
                owner,
                Topics.deadLettersOf(owner),
                last.nextAttempt() == null ? 0 : last.nextAttempt(),
                lastWords(step, history),
                last.at(),
                Duration.between(last.at(), now),
                remaining(saga, position));
    }

    private static @Nullable String lastWords(String step, List<ChangeView> history) {
        return history.reversed().stream()
                .filter(change -> change.isAbout(step, Phase.COMPENSATION) && change.isAnswer())
                .map(ChangeView::detail)
                .findFirst()
                .orElse(null);
    }

    private static List<String> remaining(Saga<?> saga, int position) {
        return IntStream.rangeClosed(0, position)
                .map(index -> position - index)
                .mapToObj(index -> saga.compensatable(index).undo().name())
                .toList();
    }
}
