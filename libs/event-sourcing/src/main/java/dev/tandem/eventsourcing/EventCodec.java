package dev.tandem.eventsourcing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
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

    /** The event as a journal keeps it. */
    public JournalEvent write(String streamId, int version, UUID id, E event, String metadata, Instant occurredAt) {
        var type = event.getClass().getSimpleName();
        return new JournalEvent(
                streamId, version, id, type, upcasters.newest(type), EventJson.text(event), metadata, occurredAt);
    }

    /** @throws IllegalStateException if the type is unknown: a history with a hole in it is not one */
    E read(RecordedEvent stored) {
        var event = upcasters.upcast(stored);
        return EventJson.read(event.data(), known(event.type(), event.eventId(), event.version(), event.streamId()));
    }

    /**
     * The aggregate's event, in today's form.
     *
     * @throws IllegalStateException if the type is unknown: a history with a hole in it is not one
     */
    public E read(JournalEvent event) {
        var type = known(event.type(), event.eventId(), event.version(), event.streamId());
        return event.schemaVersion() >= upcasters.newest(event.type())
                ? EventJson.read(event.data(), type)
                : EventJson.read(
                        upcasters.upcast(event.type(), event.schemaVersion(), EventJson.parse(event.data())), type);
    }

    private Class<? extends E> known(String name, UUID eventId, int version, String streamId) {
        var type = types.get(name);
        if (type == null) {
            throw new IllegalStateException("%s is version %d of %s, and nobody here understands a %s"
                    .formatted(eventId, version, streamId, name));
        }
        return type;
    }

    @SuppressWarnings("unchecked") // what E permits is an E
    private static <E> Stream<Class<? extends E>> recordsOf(Class<? extends E> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(sub -> recordsOf((Class<? extends E>) sub))
                : Stream.of(type);
    }
}
