package dev.tandem.contracts.shipping;

import dev.tandem.contracts.CancellationReason;
import java.util.UUID;

/** What happened at shipping-service. */
public sealed interface ShippingEvent {

    record ShipmentCreated(UUID orderId, UUID shipmentId) implements ShippingEvent {}

    record ShipmentFailed(UUID orderId, CancellationReason reason) implements ShippingEvent {}

    /** The carrier has it, and nobody can call it back. */
    record ShipmentHandedOver(UUID orderId, UUID shipmentId) implements ShippingEvent {}

    record ShipmentCancelled(UUID orderId, UUID shipmentId, CancellationReason reason) implements ShippingEvent {}
}
