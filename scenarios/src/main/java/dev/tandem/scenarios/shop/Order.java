package dev.tandem.scenarios.shop;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order, as order-service shows it. */
public record Order(
        UUID orderId,
        String customerId,
        String status,
        @Nullable String reason,
        List<Item> items,
        BigDecimal total,
        @Nullable UUID paymentId,
        @Nullable UUID reservationId,
        @Nullable UUID shipmentId) {

    /** So many of one article. */
    public record Item(String sku, int quantity) {}

    public boolean isConfirmed() {
        return status.equals("CONFIRMED");
    }

    public boolean isCancelled() {
        return status.equals("CANCELLED");
    }

    /** Whether nothing will change it any more. */
    public boolean hasEnded() {
        return isConfirmed() || isCancelled();
    }
}
