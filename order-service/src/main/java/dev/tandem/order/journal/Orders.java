package dev.tandem.order.journal;

import dev.tandem.messaging.OutboxRelay;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * All orders: loaded from their events, changed by appending to them. Saves and loads batches: one statement per table,
 * however many orders.
 */
@Component
public class Orders {

    private final OrderJournal journal;
    private final OrderList list;
    private final OutboxRelay relay;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    Orders(OrderJournal journal, OrderList list, OutboxRelay relay, ApplicationEventPublisher publisher, Clock clock) {
        this.journal = journal;
        this.list = list;
        this.relay = relay;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Takes up orders that may exist already; nobody else changes them until the transaction ends. */
    public OrderBatch lock(Collection<UUID> ids) {
        var known = list.lock(ids); // a statement of its own: what comes after it sees what the others have committed
        return new OrderBatch(now(), known.isEmpty() ? List.of() : replay(journal.histories(known)));
    }

    /** For orders whose ids were made a moment ago. */
    public OrderBatch fresh() {
        return new OrderBatch(now(), List.of());
    }

    /**
     * Keeps what happened to the batch's orders. It is published when the transaction is committed.
     *
     * @throws org.springframework.dao.DuplicateKeyException if another transaction changed one of them meanwhile, which
     *     takes an order that was not there to be locked; done again, it is
     */
    public void save(OrderBatch batch) {
        var changed = batch.changed();
        if (changed.isEmpty()) {
            return;
        }
        journal.append(batch.happened()); // first, because its primary key tells who lost a race
        var isNew = changed.stream().collect(Collectors.partitioningBy(order -> batch.isNew(order.id())));
        list.add(isNew.getOrDefault(true, List.of()));
        list.update(isNew.getOrDefault(false, List.of()));
        relay.wakeAfterCommit();
        var ended = changed.stream().filter(StoredOrder::ended).toList();
        if (!ended.isEmpty()) {
            publisher.publishEvent(new OrdersEnded(ended));
        }
    }

    /** The order as it is now. */
    public Optional<StoredOrder> find(UUID id) {
        return list.find(id);
    }

    /** The order as it was right after its event of that number; empty if it has none. */
    public Optional<StoredOrder> at(UUID id, int version) {
        return past(id, event -> event.version() <= version).filter(order -> order.version() == version);
    }

    /** The order as it was at a time; empty if it was not there yet. */
    public Optional<StoredOrder> asOf(UUID id, Instant time) {
        return past(id, event -> !event.occurredAt().isAfter(time));
    }

    private Optional<StoredOrder> past(UUID id, Predicate<RecordedEvent> isPast) {
        var events = journal.histories(List.of(id)).stream().takeWhile(isPast).toList();
        return replay(events).stream().findFirst();
    }

    /** What the events of some orders make of them. */
    static Collection<StoredOrder> replay(List<RecordedEvent> events) {
        var orders = new HashMap<UUID, StoredOrder>();
        for (var event : events) {
            var before = orders.getOrDefault(event.orderId(), StoredOrder.none(event.orderId(), event.occurredAt()));
            orders.put(event.orderId(), before.after(event));
        }
        return orders.values();
    }

    /** An order's history, oldest first. */
    public List<RecordedEvent> events(UUID id, int after, int limit) {
        return journal.history(id, after, limit);
    }

    /** As precise as the database, or an order would change by being read again. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
