package dev.tandem.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param consumer names the place that was reached in the topic, and what was handled; the topic's own name, unless a
 *     service has several interests in it
 * @param types records, or sealed interfaces over records: what is understood, by simple name; or {@link JsonNode},
 *     which every message is
 * @param kind what a message that cannot be processed means for the later ones
 * @param coordination whose orders the messages must be about, by the header of that name; {@code null} if any do
 * @param handler does the work
 */
public record Subscription<B>(
        String topic,
        String consumer,
        List<Class<? extends B>> types,
        Kind kind,
        @Nullable String coordination,
        BatchHandler<B> handler) {

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
        EVENTS,
        /**
         * Events that somebody just looks at. The handler makes sure that what is seen twice is kept once, so the inbox
         * does not remember it; it sends nothing, so nobody waits for it, and the messages are taken in at leisure, in
         * large batches. One that cannot be processed is dead-lettered alone. Those of unknown type are passed over.
         */
        SIGHTINGS,
        /**
         * Events that somebody keeps for ever, by their ids: taken in as sightings are, and parked as events are when one
         * of their key cannot be processed, because what is kept is a history.
         */
        ARCHIVE;

        /** A history: those of a key stay in order, behind a broken one too. */
        boolean isInOrder() {
            return this == EVENTS || this == ARCHIVE;
        }

        /** Rather few large batches than many small ones: nobody waits. */
        boolean isAtLeisure() {
            return this == SIGHTINGS || this == ARCHIVE;
        }

        /** The inbox keeps what was handled; otherwise the handler does. */
        boolean isRemembered() {
            return this == COMMANDS || this == EVENTS;
        }
    }

    /** Takes commands (or replies) in. */
    public static <B> Subscription<B> commands(String topic, Class<B> type, BatchHandler<B> handler) {
        return new Subscription<>(topic, topic, List.of(type), Kind.COMMANDS, null, handler);
    }

    /** Takes events in. */
    public static <B> Subscription<B> events(String topic, Class<B> type, BatchHandler<B> handler) {
        return new Subscription<>(topic, topic, List.of(type), Kind.EVENTS, null, handler);
    }

    /**
     * Takes all events in, of types too that nobody here knows, as the JSON that they are. The handler keeps each once,
     * by its id, and sends nothing.
     */
    public static Subscription<JsonNode> everyEvent(String topic, BatchHandler<JsonNode> handler) {
        return new Subscription<>(topic, topic, List.of(JsonNode.class), Kind.ARCHIVE, null, handler);
    }

    /** Looks at events, without taking part in what they cause. */
    public static <B> Subscription<B> sightings(String topic, Class<B> type, BatchHandler<B> handler) {
        return new Subscription<>(topic, topic, List.of(type), Kind.SIGHTINGS, null, handler);
    }

    /** A second interest in a topic, beside and independent of the first: it may lag behind or fail alone. */
    public Subscription<B> as(String purpose) {
        return new Subscription<>(topic, purpose + "." + topic, types, kind, coordination, handler);
    }

    /** Passes over events of other types, without reading them and without a row in the inbox. */
    public Subscription<B> only(List<Class<? extends B>> newTypes) {
        return new Subscription<>(topic, consumer, newTypes, kind, coordination, handler);
    }

    /** Passes over messages about orders that are coordinated otherwise, as {@link #only} does. */
    public Subscription<B> onlyIfCoordinatedBy(String newCoordination) {
        return new Subscription<>(topic, consumer, types, kind, newCoordination, handler);
    }
}
