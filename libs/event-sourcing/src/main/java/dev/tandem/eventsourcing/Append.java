package dev.tandem.eventsourcing;

import java.util.HashSet;
import java.util.List;

/**
 * A wish to write events at the end of a stream: all of them or none.
 *
 * @param streamId whose history it is, {@code order-4711}: one stream per aggregate, its kind before the first hyphen
 * @param expected where the stream must stand for it
 */
public record Append(String streamId, Expected expected, List<NewEvent> events) {

    /** @throws IllegalArgumentException if there is nothing to write, or two events have one id */
    public Append {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("nothing to append to " + streamId);
        }
        var ids = new HashSet<>();
        for (var event : events) {
            if (!ids.add(event.id())) {
                throw new IllegalArgumentException("event id %s comes twice".formatted(event.id()));
            }
        }
    }
}
