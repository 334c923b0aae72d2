package dev.tandem.scenarios.shop;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A shipment, as shipping-service shows it. */
public record Shipment(
        UUID shipmentId,
        UUID orderId,
        String status,
        @Nullable String reason) {

    /** Whether the parcel will be, or was, on its way. */
    public boolean isInForce() {
        return !status.equals("CANCELLED");
    }
}
