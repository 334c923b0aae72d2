package dev.tandem.shipping;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.shipping.Address;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A shipment as clients see it; without an address it was cancelled before anybody asked for it. */
record ShipmentView(
        UUID shipmentId,
        UUID orderId,
        @Nullable Address address,
        Shipment.Status status,
        @Nullable CancellationReason reason,
        Instant createdAt,
        Instant updatedAt) {

    static ShipmentView of(Shipment shipment) {
        return new ShipmentView(
                shipment.id(),
                shipment.orderId(),
                shipment.address(),
                shipment.status(),
                shipment.reason(),
                shipment.createdAt(),
                shipment.updatedAt());
    }
}
