package dev.tandem.messaging;

import org.jspecify.annotations.Nullable;

/**
 * A message to be sent: what, where to, and whom it is about. What it inherits from its cause is added when it is
 * handed to a {@link Delivery} or to the {@link Outbox}.
 *
 * @param key the order's id: messages with one key arrive in the order in which their transactions committed
 * @param body a record; its simple name is the message's type
 * @param replyTo where the answer shall go; commands only
 * @param sagaStep the step that a command belongs to, or that a reply answers
 */
public record Message(
        String topic,
        String key,
        Object body,
        @Nullable String replyTo,
        @Nullable SagaStep sagaStep) {

    /** Something that happened. */
    public static Message event(String topic, Object key, Object body) {
        return new Message(topic, key.toString(), body, null, null);
    }

    /** Something that shall be done, and answered. */
    public static Message command(String topic, Object key, Object body, String replyTo, SagaStep sagaStep) {
        return new Message(topic, key.toString(), body, replyTo, sagaStep);
    }

    /** An answer. */
    public static Message reply(ReplyTo to, Reply reply) {
        return new Message(to.topic(), to.key(), reply, null, to.step());
    }
}
