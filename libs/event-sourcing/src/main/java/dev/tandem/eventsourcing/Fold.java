package dev.tandem.eventsourcing;

import java.util.function.BiFunction;

/**
 * How a stream's events make its state (guide, 'Rebuilding State from Events').
 *
 * @param state the class of the state, which is written as JSON into snapshots
 * @param stateVersion to be raised whenever the state's form or its making changes: older snapshots are then ignored
 * @param initial the state of a stream without events
 * @param evolve what is true once this has happened; pure, and never refuses anything
 */
public record Fold<S>(Class<S> state, int stateVersion, S initial, BiFunction<S, RecordedEvent, S> evolve) {

    /** The fold of an aggregate whose events are records. */
    public static <S, E> Fold<S> of(
            Class<S> state, int stateVersion, S initial, EventCodec<E> codec, BiFunction<S, E, S> evolve) {
        return new Fold<>(state, stateVersion, initial, (before, event) -> evolve.apply(before, codec.read(event)));
    }
}
