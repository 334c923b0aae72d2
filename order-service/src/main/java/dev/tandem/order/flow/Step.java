package dev.tandem.order.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an order goes through, whatever coordinates it, told by the events that show it: that a step was taken, that it
 * was refused, and that it was undone.
 */
enum Step {
    PLACE("order-service", "OrderCreated", null, null),
    PAY("payment-service", "PaymentCompleted", "PaymentFailed", "PaymentRefunded"),
    RESERVE("inventory-service", "InventoryReserved", "InventoryReservationFailed", "InventoryReleased"),
    SHIP("shipping-service", "ShipmentCreated", "ShipmentFailed", "ShipmentCancelled"),
    KEEP("inventory-service", "InventoryReservationConfirmed", null, null),
    CONFIRM("order-service", "OrderConfirmed", null, "OrderCancelled");

    /** As the events call for each other in the choreography, and as the usual saga commands. */
    static final List<Step> PAY_FIRST = List.of(values());

    /** As the other saga commands. */
    static final List<Step> RESERVE_FIRST = List.of(PLACE, RESERVE, PAY, SHIP, KEEP, CONFIRM);

    private final String service;
    private final String taken;
    private final @Nullable String refused;
    private final @Nullable String undone;

    Step(String service, String taken, @Nullable String refused, @Nullable String undone) {
        this.service = service;
        this.taken = taken;
        this.refused = refused;
        this.undone = undone;
    }

    /** Whether an event means that its order cannot be carried out, or not any more. */
    static boolean turnsBack(String event) {
        return event.equals("OrderCancellationRequested")
                || Arrays.stream(values()).anyMatch(step -> event.equals(step.refused) || event.equals(step.undone));
    }

    /** Whether after an event nothing of its order can be undone. */
    static boolean isFinal(String event) {
        return event.equals("ShipmentHandedOver");
    }

    String service() {
        return service;
    }

    /** The event that shows that it was taken. */
    String taken() {
        return taken;
    }

    /** The event that shows that it was undone, if it can be. */
    @Nullable
    String undone() {
        return undone;
    }

    /** The events of which one will show how it went. */
    List<String> outcomes() {
        return Stream.of(taken, refused).filter(Objects::nonNull).toList();
    }
}
