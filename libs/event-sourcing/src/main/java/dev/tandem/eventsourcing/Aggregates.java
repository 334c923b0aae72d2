package dev.tandem.eventsourcing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.eventsourcing.AppendResult.Appended;
import dev.tandem.eventsourcing.AppendResult.Conflict;
import dev.tandem.eventsourcing.AppendResult.IdTaken;
import dev.tandem.eventsourcing.AppendResult.Repeated;
import dev.tandem.eventsourcing.StreamStates.Loaded;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Loads, lets decide, appends; and again from the start if somebody was quicker, which is done here and nowhere else.
 * Thread-safe.
 *
 * @param <S> an aggregate's state, a record
 * @param <E> its events, records under a sealed interface
 */
public final class Aggregates<S, E> {

    /** Whoever loses so often competes for a stream that is too coarse. */
    private static final int TRIES = 10;

    private final StreamStates<S> states;
    private final EventStore store;
    private final EventCodec<E> codec;
    private final Supplier<UUID> ids;

    /** @param ids makes the events' ids */
    public Aggregates(StreamStates<S> states, EventStore store, EventCodec<E> codec, Supplier<UUID> ids) {
        this.states = states;
        this.store = store;
        this.codec = codec;
        this.ids = ids;
    }

    public Loaded<S> load(String streamId) {
        return states.load(streamId);
    }

    /**
     * Appends what is decided on the state as it is.
     *
     * @param decide pure; called again if somebody else changes the aggregate meanwhile; no events change nothing
     * @return the events that were appended
     * @throws OptimisticLockingFailureException if others are quicker ten times
     */
    public List<E> change(String streamId, Function<S, List<E>> decide) {
        for (var tries = 1; tries <= TRIES; tries++) {
            var loaded = states.load(streamId);
            var events = decide.apply(loaded.state());
            if (events.isEmpty() || isAppended(streamId, loaded.version(), events)) {
                return events;
            }
        }
        throw new OptimisticLockingFailureException("%s was changed by others %d times".formatted(streamId, TRIES));
    }

    private boolean isAppended(String streamId, int version, List<E> events) {
        var append = new Append(
                streamId,
                new Expected.Version(version),
                events.stream()
                        .map(event -> codec.write(ids.get(), event, JsonNodeFactory.instance.objectNode()))
                        .toList());
        return switch (store.append(append)) {
            case Appended appended -> {
                states.appended(streamId, version, appended.version());
                yield true;
            }
            case Conflict _ -> false;
            case Repeated _, IdTaken _ -> throw new IllegalStateException("ids that were just made are in the log");
        };
    }
}
