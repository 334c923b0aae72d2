package dev.tandem.orchestrator.definition;

import java.util.function.BiFunction;

/**
 * A step of a saga. Its kind says what happens when it cannot be done: up to the pivot everything is undone, after it
 * there is no way back (guide, 'Compensating Transactions').
 *
 * @param <D> what the saga knows
 */
public sealed interface Step<D> {

    Request<D> request();

    default String name() {
        return request().name();
    }

    /** Can be undone. */
    record Compensatable<D>(Request<D> request, Undo<D> undo) implements Step<D> {}

    /**
     * The point of no return: may still be refused, and once done all that follows will be done too. It cannot be
     * undone, so while its outcome is unknown the saga keeps asking. A participant must refuse it for good or not at
     * all.
     */
    record Pivot<D>(Request<D> request) implements Step<D> {}

    /** Comes after the pivot and cannot fail for good: it is asked until it is done. */
    record Retriable<D>(Request<D> request) implements Step<D> {}

    /**
     * Undoes a step as business: by a record of the reversal, not by forgetting. A participant must take it any number
     * of times, and before the action too.
     *
     * @param name of the compensation, in kebab case
     * @param command made from what the saga knows and the reason why the step is undone
     */
    record Undo<D>(String name, BiFunction<D, String, ?> command) {}
}
