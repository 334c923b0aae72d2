package dev.tandem.eventsourcing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Between an aggregate's events, which are records under a sealed interface, and their stored form. A type is a record's
 * simple name; old forms go through the upcasters first; missing fields are null or the record's business (weak schema).
 *
 * @param <E> the sealed interface
 */
public final class EventCodec<E> {

    private final Map<String, Class<? extends E>> types;
    private final Upcasters upcasters;

    public EventCodec(Class<E> sealed, Upcasters upcasters) {
        this.types = recordsOf(sealed).collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));
        this.upcasters = upcasters;
    }

    NewEvent write(UUID id, E event, JsonNode metadata) {
        var type = event.getClass().getSimpleName();
        return new NewEvent(id, type, upcasters.newest(type), EventJson.tree(event), metadata, null);
    }

    /** @throws IllegalStateException if the type is unknown: a history with a hole in it is not one */
    E read(RecordedEvent stored) {
        var event = upcasters.upcast(stored);
        var type = types.get(event.type());
        if (type == null) {
            throw new IllegalStateException("%s is version %d of %s, and nobody here understands a %s"
                    .formatted(event.eventId(), event.version(), event.streamId(), event.type()));
        }
        return EventJson.read(event.data(), type);
    }

    @SuppressWarnings("unchecked") // what E permits is an E
    private static <E> Stream<Class<? extends E>> recordsOf(Class<? extends E> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(sub -> recordsOf((Class<? extends E>) sub))
                : Stream.of(type);
    }
}
