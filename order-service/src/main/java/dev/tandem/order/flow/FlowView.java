package dev.tandem.order.flow;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.order.domain.Status;
import dev.tandem.order.journal.StoredOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an order is.
 *
 * @param events what happened to it so far in every service, in the order in which it happened
 * @param waitsFor what is still to come, as far as can be told from that; empty when nothing is
 */
record FlowView(
        UUID orderId, Status status, @Nullable Coordination coordination, List<Event> events, List<Awaited> waitsFor) {

    /** Something that happened, where, and when by the clock of that service. */
    record Event(String event, String service, @Nullable CancellationReason reason, Instant occurredAt) {}

    /**
     * Something that is to come.
     *
     * @param anyOf events, of which one will do
     * @param overdue whether it should have come by now
     */
    record Awaited(List<String> anyOf, String service, Instant since, boolean overdue) {}

    static FlowView of(StoredOrder order, Flow flow, Instant now, Duration overdueAfter) {
        return new FlowView(
                order.id(),
                order.status(),
                Optional.ofNullable(order.state().created())
                        .map(OrderCreated::coordination)
                        .orElse(null),
                flow.seen().stream()
                        .map(seen -> new Event(seen.event(), seen.service(), seen.reason(), seen.occurredAt()))
                        .toList(),
                flow.waitsFor().stream()
                        .map(awaited -> new Awaited(
                                awaited.anyOf(),
                                awaited.service(),
                                awaited.since(),
                                awaited.since().plus(overdueAfter).isBefore(now)))
                        .toList());
    }
}
