package dev.tandem.scenarios.shop;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A charge in the payment gateway's own books, which know nothing of ours. */
public record Charge(
        String key,
        @Nullable UUID orderId,
        String status,
        @Nullable BigDecimal amount,
        BigDecimal refunded) {

    /** Whether money moved, given back later or not. */
    public boolean wasMade() {
        return status.equals("CHARGED");
    }

    /** What the card has paid, all in all. */
    public BigDecimal net() {
        return wasMade() && amount != null ? amount.subtract(refunded) : BigDecimal.ZERO;
    }
}
