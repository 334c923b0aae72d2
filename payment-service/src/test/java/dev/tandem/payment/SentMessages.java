package dev.tandem.payment;

import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Outbox;
import dev.tandem.messaging.Reply;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** In the place of the outbox: remembers what was sent by transactions that committed. */
@TestComponent
@Primary
class SentMessages implements Outbox {

    private final List<Message> sent = new CopyOnWriteArrayList<>();

    @Override
    public Origin currentOrigin() {
        return Origin.of("test");
    }

    @Override
    public void send(Message message, Origin origin) {
        afterCommit(message);
    }

    private void afterCommit(Message message) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                sent.add(message);
            }
        });
    }

    void add(List<Message> messages) {
        sent.addAll(messages);
    }

    /** Everything that was sent about an order, replies and events, in order. */
    List<Object> about(UUID orderId) {
        return sent.stream()
                .filter(message -> message.key().equals(orderId.toString()))
                .map(Message::body)
                .toList();
    }

    List<Reply> replies(UUID orderId) {
        return about(orderId).stream()
                .filter(Reply.class::isInstance)
                .map(Reply.class::cast)
                .toList();
    }

    List<Object> events(UUID orderId) {
        return about(orderId).stream().filter(body -> !(body instanceof Reply)).toList();
    }
}
