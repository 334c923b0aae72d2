package dev.tandem.messaging;

import java.util.List;

/**
 * Hands a dead letter to its handler as if it came from the topic, in the caller's transaction. No offset stands for its
 * answers, as for a message of a topic, so they go through the outbox.
 *
 * @param <B> the messages' common type
 */
record Replay<B>(Subscription<B> subscription, MessageReader<B> reader, Outbox outbox) {

    boolean isInOrder() {
        return subscription.kind().isInOrder();
    }

    /**
     * Has it done.
     *
     * @throws RuntimeException if it is broken still
     */
    void handle(DeadLetter letter) {
        var message = letter.toRecord();
        var envelope = reader.envelope(message);
        var delivery = new Delivery<>(envelope, reader.body(envelope, message));
        subscription.handler().handle(List.of(delivery));
        delivery.caused().forEach(caused -> outbox.send(caused, delivery.origin()));
    }
}
