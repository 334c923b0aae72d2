package dev.tandem.contracts;

import java.util.List;
import java.util.stream.Stream;

/**
 * The platform's Kafka topics. A message's key is its order's id (a saga's where there is no order yet), so that
 * one order's messages stay in order.
 */
public final class Topics {

    public static final String ORDER_COMMANDS = "order.commands";
    public static final String ORDER_EVENTS = "order.events";
    public static final String PAYMENT_COMMANDS = "payment.commands";
    public static final String PAYMENT_EVENTS = "payment.events";
    public static final String INVENTORY_COMMANDS = "inventory.commands";
    public static final String INVENTORY_EVENTS = "inventory.events";
    public static final String SHIPPING_COMMANDS = "shipping.commands";
    public static final String SHIPPING_EVENTS = "shipping.events";

    /** Where participants answer the saga orchestrator. */
    public static final String SAGA_REPLIES = "saga.replies";

    /** Every topic that carries work; each has a dead-letter topic beside it. */
    public static final List<String> WORK = List.of(
            ORDER_COMMANDS,
            ORDER_EVENTS,
            PAYMENT_COMMANDS,
            PAYMENT_EVENTS,
            INVENTORY_COMMANDS,
            INVENTORY_EVENTS,
            SHIPPING_COMMANDS,
            SHIPPING_EVENTS,
            SAGA_REPLIES);

    private Topics() {}

    /** Work topics and their dead-letter topics: what a new cluster needs. */
    public static List<String> all() {
        return WORK.stream()
                .flatMap(topic -> Stream.of(topic, deadLettersOf(topic)))
                .toList();
    }

    /** Where a message of {@code topic} goes that cannot be processed. */
    public static String deadLettersOf(String topic) {
        return topic + ".dlt";
    }
}
