package dev.tandem.scenarios.shop;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A payment, as payment-service shows it. */
public record Payment(
        UUID paymentId,
        UUID orderId,
        String status,
        @Nullable String reason,
        @Nullable BigDecimal amount,
        @Nullable String method,
        List<Refund> refunds) {

    /** Money given back: a record of its own beside the payment's. */
    public record Refund(UUID refundId, BigDecimal amount) {}

    public boolean isByCard() {
        return "CARD".equals(method);
    }

    /** Whether the gateway has not said its last word: the money moved, or not, and the books do not know yet. */
    public boolean isOpen() {
        return status.endsWith("PENDING");
    }

    /** Whether the merchant has the money. */
    public boolean isInForce() {
        return status.equals("CAPTURED");
    }
}
