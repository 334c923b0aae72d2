package dev.tandem.payment.gateway;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A charge in the gateway's books, made or not.
 *
 * @param key the payment's id, as it was sent
 * @param status {@code CHARGED}, {@code DECLINED} or {@code VOIDED}
 * @param amount what was asked for; a charge that was cancelled before it arrived has none, and no order
 * @param refunded what was given back of it
 */
public record ChargeRecord(
        UUID key,
        @Nullable UUID orderId,
        String status,
        @Nullable BigDecimal amount,
        BigDecimal refunded) {

    /** What the card has paid, all in all. */
    public BigDecimal net() {
        return status.equals("CHARGED") && amount != null ? amount.subtract(refunded) : BigDecimal.ZERO;
    }
}
