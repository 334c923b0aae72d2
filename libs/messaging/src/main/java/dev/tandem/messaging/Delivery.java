package dev.tandem.messaging;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A received message, and what it causes. What is {@linkplain #send sent} and {@linkplain #reply replied} here is kept
 * with the inbox row, published after the commit, and published again if the message is delivered again.
 *
 * <p>Belongs to the transaction and thread that handle it.
 */
public final class Delivery<B> {

    private final Envelope envelope;
    private final B body;
    private final List<Message> caused;

    public Delivery(Envelope envelope, B body) {
        this(envelope, body, new ArrayList<>(2));
    }

    private Delivery(Envelope envelope, B body, List<Message> caused) {
        this.envelope = envelope;
        this.body = body;
        this.caused = caused;
    }

    /** The same message, taken to mean this: what the result causes, this causes. */
    public <C> Delivery<C> as(C meaning) {
        return new Delivery<>(envelope, meaning, caused);
    }

    public Envelope envelope() {
        return envelope;
    }

    public B body() {
        return body;
    }

    /** What a message inherits that this one causes. */
    public Origin origin() {
        return envelope.handedDown();
    }

    /** Whom to answer, to be stored by those who answer later; {@code null} if nobody waits for an answer. */
    public @Nullable ReplyTo replyTo() {
        var topic = envelope.replyTo();
        var step = envelope.sagaStep();
        return topic == null || step == null ? null : new ReplyTo(topic, envelope.key(), step, origin());
    }

    /** Answers the command; does nothing if nobody waits for an answer. */
    public void reply(Reply reply) {
        var to = replyTo();
        if (to != null) {
            send(Message.reply(to, reply));
        }
    }

    /** Sends something because of this message. */
    public void send(Message message) {
        caused.add(message);
    }

    /** What was replied and sent because of this message so far, in this order. */
    public List<Message> caused() {
        return List.copyOf(caused);
    }

    /** Names the order and the saga in what is logged until the result is closed. */
    public LogContext logContext() {
        return new LogContext(envelope);
    }

    /** Takes the names out of the log context again. */
    public static final class LogContext implements AutoCloseable {

        private LogContext(Envelope envelope) {
            MDC.put("correlationId", envelope.origin().correlationId());
            MDC.put("orderId", envelope.key());
            var step = envelope.sagaStep();
            if (step != null) {
                MDC.put("sagaId", step.sagaId().toString());
            }
        }

        @Override
        public void close() {
            MDC.remove("correlationId");
            MDC.remove("orderId");
            MDC.remove("sagaId");
        }
    }
}
