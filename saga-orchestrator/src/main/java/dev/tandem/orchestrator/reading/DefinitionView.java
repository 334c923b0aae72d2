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

/**
 * A saga's definition, for people.
 *
 * @param deadline after so long a saga that has not come to its pivot turns back
 */
record DefinitionView(String name, int version, Duration deadline, List<StepDefinition> steps) {

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
     * @param deadline after so long at this step it is given up; null: after its attempts
     * @param permanentErrors reasons of refusals after which it is not asked again, and which mean that nothing was done
     */
    record StepDefinition(
            String name,
            Kind kind,
            String topic,
            @Nullable String compensation,
            Duration timeout,
            @Nullable Duration deadline,
            RetryPolicy retryPolicy,
            List<String> permanentErrors) {}

    static DefinitionView of(Saga<?> saga) {
        var steps = saga.steps().stream().map(DefinitionView::of).toList();
        return new DefinitionView(saga.name(), saga.version(), saga.deadline(), steps);
    }

    private static StepDefinition of(Step<?> step) {
        return switch (step) {
            case Compensatable<?>(var _, var undo) -> of(step, Kind.COMPENSATABLE, undo.name());
            case Pivot<?> _ -> of(step, Kind.PIVOT, null);
            case Retriable<?> _ -> of(step, Kind.RETRIABLE, null);
        };
    }

    private static StepDefinition of(Step<?> step, Kind kind, @Nullable String compensation) {
        var request = step.request();
        return new StepDefinition(
                step.name(),
                kind,
                request.topic(),
                compensation,
                request.timeout(),
                request.deadline(),
                request.retries(),
                request.permanentErrors().stream().sorted().toList());
    }
}
