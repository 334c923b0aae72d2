package dev.tandem.contracts.shipping;

import dev.tandem.contracts.CancellationReason;
import java.util.UUID;

/** What shipping-service can be told to do. Each may arrive more than once and has its effect once. */
public sealed interface ShippingCommand {

    UUID orderId();

    /** Answered with {@link ShipmentReceipt}; refused as {@code UNDELIVERABLE_ADDRESS}. */
    record CreateShipment(UUID orderId, Address address) implements ShippingCommand {}

    /** Compensates {@link CreateShipment}: the shipment stays, marked as cancelled. Refused as {@code SHIPMENT_HANDED_OVER}
     * once the carrier has it. */
    record CancelShipment(UUID orderId, CancellationReason reason) implements ShippingCommand {}
}
