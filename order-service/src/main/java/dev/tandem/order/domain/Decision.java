package dev.tandem.order.domain;

import dev.tandem.contracts.order.OrderEvent;
import java.util.List;

/** An order's answer to a command. */
public sealed interface Decision {

    /** Agreed; nothing happens if it is so already. */
    record Happened(List<OrderEvent> events) implements Decision {}

    /**
     * Not now and never: asking again does not help.
     *
     * @param reason a stable upper-case code
     * @param detail one sentence for people
     */
    record Refused(String reason, String detail) implements Decision {}
}
