package dev.tandem.order.journal;

import dev.tandem.contracts.Topics;
import dev.tandem.eventsourcing.JournalEvent;
import dev.tandem.eventsourcing.JournalPublication;
import dev.tandem.messaging.KeptMessage;
import dev.tandem.messaging.MessageSource;
import org.springframework.stereotype.Component;

/** Tells the other services what happened to orders: the journal is the outbox. */
@Component
class OrderAnnouncements implements MessageSource {

    private final JournalPublication journal;
    private final OrderJson json;

    OrderAnnouncements(JournalPublication journal, OrderJson json) {
        this.journal = journal;
        this.json = json;
    }

    @Override
    public Portion next(int limit) {
        var portion = journal.next(limit);
        return new Portion(
                portion.events().stream().map(this::message).toList(),
                portion.hasMore(),
                () -> journal.published(portion));
    }

    private KeptMessage message(JournalEvent event) {
        return new KeptMessage(
                event.eventId(),
                Topics.ORDER_EVENTS,
                OrderJournal.orderId(event).toString(),
                event.type(),
                event.occurredAt(),
                json.read(event.metadata(), Metadata.class).origin(),
                event.data());
    }

    @Override
    public Backlog backlog() {
        var backlog = journal.backlog();
        return new Backlog(backlog.pending(), backlog.oldestAgeSeconds());
    }
}
