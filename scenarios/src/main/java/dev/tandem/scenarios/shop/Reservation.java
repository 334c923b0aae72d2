package dev.tandem.scenarios.shop;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Units set aside for an order, as inventory-service shows it. */
public record Reservation(
        UUID reservationId,
        UUID orderId,
        String status,
        @Nullable String reason,
        List<Line> lines) {

    /** So many of one article, from one warehouse. */
    public record Line(String sku, String warehouse, int quantity) {}

    /** Whether units are set aside. */
    public boolean isInForce() {
        return status.equals("PENDING") || status.equals("CONFIRMED");
    }
}
