package dev.tandem.order.journal;

import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.eventsourcing.EventCodec;
import dev.tandem.eventsourcing.Journal;
import dev.tandem.eventsourcing.JournalEvent;
import dev.tandem.eventsourcing.Upcasters;
import dev.tandem.messaging.Ids;
import dev.tandem.order.journal.OrderBatch.Happening;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The orders' part of the journal, which is all of it: a stream for each order. */
@Component
class OrderJournal {

    private static final String KIND = "order-";

    private static final EventCodec<OrderEvent> CODEC = new EventCodec<>(OrderEvent.class, Upcasters.NONE);

    private final Journal journal;
    private final OrderJson json;

    OrderJournal(Journal journal, OrderJson json) {
        this.journal = journal;
        this.json = json;
    }

    /** @throws org.springframework.dao.DuplicateKeyException if another transaction was quicker */
    void append(List<Happening> happened) {
        journal.append(happened.stream().map(this::write).toList());
    }

    private JournalEvent write(Happening happening) {
        var event = happening.event();
        return CODEC.write(
                KIND + event.orderId(),
                event.version(),
                Ids.next(),
                event.event(),
                json.write(Metadata.of(happening.origin())),
                event.occurredAt());
    }

    /** All that happened to some orders: order by order, oldest first. */
    List<RecordedEvent> histories(Collection<UUID> orderIds) {
        return journal.histories(orderIds.stream().map(id -> KIND + id).toList()).stream()
                .map(OrderJournal::read)
                .toList();
    }

    /** What happened to one after a version. */
    List<RecordedEvent> history(UUID orderId, int after, int limit) {
        return journal.history(KIND + orderId, after, limit).stream()
                .map(OrderJournal::read)
                .toList();
    }

    static RecordedEvent read(JournalEvent event) {
        return new RecordedEvent(orderId(event), event.version(), CODEC.read(event), event.occurredAt());
    }

    static UUID orderId(JournalEvent event) {
        return UUID.fromString(event.streamId().substring(KIND.length()));
    }
}
