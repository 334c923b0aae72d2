package dev.tandem.orchestrator.definition;

import dev.tandem.orchestrator.definition.Step.Compensatable;
import dev.tandem.orchestrator.definition.Step.Undo;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Something asked of a participant.
 *
 * @param name of the step that asks, in kebab case
 * @param topic where the participant takes commands in
 * @param command what is asked, made from all that the saga knows by then
 * @param keeping what of the answer is kept
 * @param timeout after so long without an answer the attempt counts as failed
 * @param retries how often it is asked
 * @param <D> what the saga knows
 */
public record Request<D>(
        String name,
        String topic,
        Function<D, ?> command,
        Keeping<D, ?> keeping,
        Duration timeout,
        RetryPolicy retries) {

    /** How long to wait for an answer unless a step says otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    public Request {
        if (!name.matches("[a-z]+(-[a-z]+)*")) {
            throw new IllegalArgumentException("a step's name is in kebab case, not '%s'".formatted(name));
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("%s: the timeout must be positive, is %s".formatted(name, timeout));
        }
    }

    /** Asks whoever listens to that topic. */
    public static <D> Request<D> ask(String name, String topic, Function<D, ?> command) {
        return new Request<>(name, topic, command, Keeping.nothing(), DEFAULT_TIMEOUT, RetryPolicy.DEFAULT);
    }

    /** Keeps something of the answer. */
    public <R> Request<D> keeping(Class<R> answer, BiFunction<D, R, D> kept) {
        return new Request<>(name, topic, command, new Keeping<>(answer, kept), timeout, retries);
    }

    /** Waits so long for each answer. */
    public Request<D> within(Duration newTimeout) {
        return new Request<>(name, topic, command, keeping, newTimeout, retries);
    }

    /** Asks so often. */
    public Request<D> retrying(RetryPolicy newRetries) {
        return new Request<>(name, topic, command, keeping, timeout, newRetries);
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
