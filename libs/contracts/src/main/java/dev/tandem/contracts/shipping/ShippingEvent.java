package dev.tandem.contracts.shipping;

import dev.tandem.contracts.CancellationReason;
import java.util.UUID;

/** What happened at shipping-service. */
public sealed interface ShippingEvent {

    record ShipmentCreated(UUID orderId, UUID shipmentId) implements ShippingEvent {}

    record ShipmentFailed(UUID orderId, CancellationReason reason) implements ShippingEvent {}

    record ShipmentCancelled(UUID orderId, UUID shipmentId, CancellationReason reason) implements ShippingEvent {}
}
