package dev.tandem.orchestrator.definition;

import dev.tandem.orchestrator.definition.Step.Compensatable;
import dev.tandem.orchestrator.definition.Step.Undo;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something asked of a participant.
 *
 * @param name of the step that asks, in kebab case
 * @param topic where the participant takes commands in
 * @param command what is asked, made from all that the saga knows by then
 * @param keeping what of the answer is kept
 * @param timeout after so long without an answer the attempt counts as failed
 * @param retries how often it is asked
 * @param deadline after so long at this step, whatever attempts are left, it is given up; {@code null}: its attempts
 *     are limit enough
 * @param permanentErrors the reasons for which the participant is known to refuse; asking again would be no use, and it
 *     has done nothing. A refusal for any other reason is not trusted that far
 * @param <D> what the saga knows
 */
public record Request<D>(
        String name,
        String topic,
        Function<D, ?> command,
        Keeping<D, ?> keeping,
        Duration timeout,
        RetryPolicy retries,
        @Nullable Duration deadline,
        Set<String> permanentErrors) {

    /** How long to wait for an answer unless a step says otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    public Request {
        permanentErrors = Set.copyOf(permanentErrors);
        if (!name.matches("[a-z]+(-[a-z]+)*")) {
            throw new IllegalArgumentException("a step's name is in kebab case, not '%s'".formatted(name));
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("%s: the timeout must be positive, is %s".formatted(name, timeout));
        }
        if (deadline != null && deadline.compareTo(timeout) < 0) {
            throw new IllegalArgumentException("%s: the deadline of all attempts, %s, is shorter than one attempt, %s"
                    .formatted(name, deadline, timeout));
        }
    }

    /** Asks whoever listens to that topic. */
    public static <D> Request<D> ask(String name, String topic, Function<D, ?> command) {
        return new Request<>(
                name, topic, command, Keeping.nothing(), DEFAULT_TIMEOUT, RetryPolicy.DEFAULT, null, Set.of());
    }

    /** Keeps something of the answer. */
    public <R> Request<D> keeping(Class<R> answer, BiFunction<D, R, D> kept) {
        return new Request<>(
                name, topic, command, new Keeping<>(answer, kept), timeout, retries, deadline, permanentErrors);
    }

    /** Waits so long for each answer. */
    public Request<D> within(Duration newTimeout) {
        return new Request<>(name, topic, command, keeping, newTimeout, retries, deadline, permanentErrors);
    }

    /** Asks so often. */
    public Request<D> retrying(RetryPolicy newRetries) {
        return new Request<>(name, topic, command, keeping, timeout, newRetries, deadline, permanentErrors);
    }

    /** May be refused for these reasons, and then for good. */
    public Request<D> refusedAs(String... reasons) {
        return new Request<>(name, topic, command, keeping, timeout, retries, deadline, Set.of(reasons));
    }

    /** Is given up after so long, whatever attempts are left; only for what can be undone. */
    public Request<D> givenUpAfter(Duration newDeadline) {
        return new Request<>(name, topic, command, keeping, timeout, retries, newDeadline, permanentErrors);
    }

    /**
     * Makes it a step that can be undone, by the same participant.
     *
     * @param command made from what the saga knows and the reason why it is undone
     */
    public Compensatable<D> undoneBy(String compensation, BiFunction<D, String, ?> command) {
        return new Compensatable<>(this, new Undo<>(compensation, command));
    }
}
