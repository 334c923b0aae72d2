package dev.tandem.messaging;

import java.util.function.Predicate;

/**
 * A service's interest in a topic: declare it as a bean, and its messages are taken in, in batches, each batch in one
 * transaction, each message with effect once.
 *
 * <pre>{@code
 * @Bean
 * Subscription<PaymentCommand> paymentCommands(PaymentCommands handler) {
 *     return Subscription.commands("payment.commands", PaymentCommand.class, handler);
 * }
 * }</pre>
 *
 * @param topic where the messages come from
 * @param type a record, or a sealed interface over records: what is understood, by simple name
 * @param kind what a message that cannot be processed means for the later ones
 * @param interest a look at the outside that may spare reading the inside
 * @param handler does the work
 */
public record Subscription<B>(
        String topic, Class<B> type, Kind kind, Predicate<Envelope> interest, BatchHandler<B> handler) {

    /** How messages of a topic depend on one another. */
    public enum Kind {
        /**
         * Independent of one another: one that cannot be processed is dead-lettered alone and answered as failed; later
         * ones for the same key pass, because a compensation must not wait behind a broken action. One of unknown type
         * is dead-lettered.
         */
        COMMANDS,
        /**
         * A history: when one is dead-lettered, the later ones of its key are parked behind it, and other keys flow.
         * Those of unknown type are for others and passed over.
         */
        EVENTS
    }

    /** Takes commands (or replies) in. */
    public static <B> Subscription<B> commands(String topic, Class<B> type, BatchHandler<B> handler) {
        return new Subscription<>(topic, type, Kind.COMMANDS, envelope -> true, handler);
    }

    /** Takes events in. */
    public static <B> Subscription<B> events(String topic, Class<B> type, BatchHandler<B> handler) {
        return new Subscription<>(topic, type, Kind.EVENTS, envelope -> true, handler);
    }

    /** Passes over what does not match, without a row in the inbox. */
    public Subscription<B> onlyIf(Predicate<Envelope> newInterest) {
        return new Subscription<>(topic, type, kind, newInterest, handler);
    }
}
