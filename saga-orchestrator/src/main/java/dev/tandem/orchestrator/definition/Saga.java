package dev.tandem.orchestrator.definition;

import dev.tandem.orchestrator.definition.Step.Compensatable;
import dev.tandem.orchestrator.definition.Step.Pivot;
import dev.tandem.orchestrator.definition.Step.Retriable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A saga's definition: steps that can be undone, at most one pivot, steps that only go forward. The builder's stages are
 * types: after {@code pivot} there is only {@code then}, so nothing that may be refused comes after what cannot be
 * undone.
 *
 * <p>Running instances stay on the version that they started with: a changed list of steps is a new version.
 *
 * @param dataType what an instance knows: a record, kept as JSON, that grows with each answer
 * @param deadline a saga that has not come to its pivot after so long turns back; one past its pivot is overdue, which
 *     can be seen, and goes on
 * @param <D> the type of that record
 */
public record Saga<D>(String name, int version, Class<D> dataType, Duration deadline, List<Step<D>> steps) {

    /** More than all attempts at all steps of an order take together, so it only ends what something else held up. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(15);

    public Saga {
        steps = List.copyOf(steps);
        var label = "saga '%s' version %d ".formatted(name, version);
        require(name.matches("[a-z]+(-[a-z]+)*"), label + "needs a name in kebab case");
        require(version >= 1, label + "needs a version from 1");
        require(dataType.isRecord(), label + "keeps what it knows in a record, not in " + dataType);
        require(!steps.isEmpty(), label + "has no steps");
        requireDistinctNames(steps, label);
        for (var step : steps) {
            var request = step.request();
            require(
                    deadline.compareTo(request.timeout()) >= 0,
                    label + "has a deadline of " + deadline + ", shorter than one attempt at " + step.name());
            require(
                    request.deadline() == null || step instanceof Compensatable,
                    label + "cannot give " + step.name() + " up, so that has no deadline");
        }
    }

    private static <D> void requireDistinctNames(List<Step<D>> steps, String label) {
        var names = new HashSet<String>();
        for (var step : steps) {
            require(names.add(step.name()), label + "has two steps named " + step.name());
            if (step instanceof Compensatable<D>(var _, var undo)) {
                require(names.add(undo.name()), label + "has two steps named " + undo.name());
            }
        }
    }

    /** Starts a definition. */
    public static <D> BeforePivot<D> named(String name, int version, Class<D> dataType) {
        return new BeforePivot<>(name, version, dataType, DEFAULT_DEADLINE, List.of());
    }

    public Step<D> step(int index) {
        return steps.get(index);
    }

    /** Position of the step with that name. */
    public int indexOf(String step) {
        for (var index = 0; index < steps.size(); index++) {
            if (steps.get(index).name().equals(step)) {
                return index;
            }
        }
        throw new IllegalStateException("saga '%s' version %d has no step %s".formatted(name, version, step));
    }

    public boolean isLast(int index) {
        return index == steps.size() - 1;
    }

    /** What undoes the step at that position, which lies before the pivot. */
    public Compensatable<D> compensatable(int index) {
        if (step(index) instanceof Compensatable<D> step) {
            return step;
        }
        throw new IllegalStateException(
                "saga '%s': %s cannot be undone".formatted(name, step(index).name()));
    }

    /** As long as everything can be undone. */
    public record BeforePivot<D>(String name, int version, Class<D> dataType, Duration deadline, List<Step<D>> steps) {

        /** Turns back unless it has come to its pivot by then. */
        public BeforePivot<D> turningBackAfter(Duration newDeadline) {
            return new BeforePivot<>(name, version, dataType, newDeadline, steps);
        }

        /** Next, something that can be undone. */
        public BeforePivot<D> step(Compensatable<D> step) {
            return new BeforePivot<>(name, version, dataType, deadline, append(steps, step));
        }

        /** Then the point of no return. */
        public AfterPivot<D> pivot(Request<D> request) {
            return new AfterPivot<>(name, version, dataType, deadline, append(steps, new Pivot<>(request)));
        }

        /** That is all, and it can all be undone. */
        public Saga<D> build() {
            return new Saga<>(name, version, dataType, deadline, steps);
        }
    }

    /** When there is no way back. */
    public record AfterPivot<D>(String name, int version, Class<D> dataType, Duration deadline, List<Step<D>> steps) {

        /** Next, something that will succeed if it is asked long enough. */
        public AfterPivot<D> then(Request<D> request) {
            return new AfterPivot<>(name, version, dataType, deadline, append(steps, new Retriable<>(request)));
        }

        /** That is all. */
        public Saga<D> build() {
            return new Saga<>(name, version, dataType, deadline, steps);
        }
    }

    private static <D> List<Step<D>> append(List<Step<D>> steps, Step<D> step) {
        var longer = new ArrayList<>(steps);
        longer.add(step);
        return longer;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
