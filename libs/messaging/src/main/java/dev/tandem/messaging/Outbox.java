package dev.tandem.messaging;

/**
 * Sends what HTTP requests, timers and operators cause: the message is a row of the same transaction as the change that
 * it tells of, and is published after the commit, at least once, in the order of the commits per key, with the broker
 * up or down (guide, 'At-Least-Once with Idempotency'; Richardson, 'Transactional outbox').
 *
 * <p>What a message causes goes through its {@link Delivery} instead: its inbox row keeps it, and no outbox row is
 * needed.
 *
 * <p>Thread-safe. Sending needs a running transaction and throws {@link IllegalStateException} without one.
 */
public interface Outbox {

    /** What the current request hands down: correlation id and trace are taken from the thread's context. */
    Origin currentOrigin();

    /** Sends on behalf of the current request. */
    default void send(Message message) {
        send(message, currentOrigin());
    }

    /** Sends on behalf of an earlier cause. */
    void send(Message message, Origin origin);

    /** Answers a command later than in the transaction that took it in. */
    default void reply(ReplyTo to, Reply reply) {
        send(Message.reply(to, reply), to.origin());
    }
}
