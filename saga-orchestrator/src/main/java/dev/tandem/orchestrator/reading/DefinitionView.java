package dev.tandem.orchestrator.reading;

import dev.tandem.orchestrator.definition.RetryPolicy;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.definition.Step;
import dev.tandem.orchestrator.definition.Step.Compensatable;
import dev.tandem.orchestrator.definition.Step.Pivot;
import dev.tandem.orchestrator.definition.Step.Retriable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A saga's definition, for people. */
record DefinitionView(String name, int version, List<StepDefinition> steps) {

    /** What happens when a step cannot be done. */
    enum Kind {
        COMPENSATABLE,
        PIVOT,
        RETRIABLE
    }

    /**
     * @param topic where its participant takes commands in
     * @param compensation what undoes it
     * @param timeout how long each attempt waits for an answer
     * @param permanentErrors after which answers it is not asked again
     */
    record StepDefinition(
            String name,
            Kind kind,
            String topic,
            @Nullable String compensation,
            Duration timeout,
            RetryPolicy retryPolicy,
            List<String> permanentErrors) {}

    static DefinitionView of(Saga<?> saga) {
        var steps = saga.steps().stream().map(DefinitionView::of).toList();
        return new DefinitionView(saga.name(), saga.version(), steps);
    }

    private static StepDefinition of(Step<?> step) {
        return switch (step) {
            case Compensatable<?>(var _, var undo) -> of(step, Kind.COMPENSATABLE, undo.name(), List.of("Refused"));
            case Pivot<?> _ -> of(step, Kind.PIVOT, null, List.of("Refused"));
            case Retriable<?> _ -> of(step, Kind.RETRIABLE, null, List.of());
        };
    }

    private static StepDefinition of(
            Step<?> step, Kind kind, @Nullable String compensation, List<String> permanentErrors) {
        var request = step.request();
        return new StepDefinition(
                step.name(),
                kind,
                request.topic(),
                compensation,
                request.timeout(),
                request.retries(),
                permanentErrors);
    }
}
