package dev.tandem.scenarios.shop;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where an order is, as order-service tells it from the events alone. */
public record Flow(UUID orderId, String status, List<Event> events, List<Awaited> waitsFor) {

    /** Something that happened to it, in one of the services. */
    public record Event(
            String event, String service, @Nullable String reason, Instant occurredAt) {}

    /** What it waits for: one of these events. */
    public record Awaited(List<String> anyOf, String service, Instant since, boolean overdue) {}

    /** Whether nothing is to come any more. */
    public boolean isComplete() {
        return waitsFor.isEmpty();
    }

    /**
     * Whether nothing is to come any more and so many events were heard: of what happened in several services at about the
     * same time, the last may be heard first.
     */
    public boolean isCompleteWith(int heard) {
        return isComplete() && events.size() == heard;
    }

    /** Whether it is this service's turn. */
    public boolean waitsFor(String service) {
        return waitsFor.stream().anyMatch(awaited -> awaited.service().equals(service));
    }

    public boolean isOverdue() {
        return waitsFor.stream().anyMatch(Awaited::overdue);
    }

    /** What happened so far, in order. */
    public List<String> eventNames() {
        return events.stream().map(Event::event).toList();
    }
}
