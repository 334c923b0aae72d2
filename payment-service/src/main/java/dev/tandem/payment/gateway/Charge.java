package dev.tandem.payment.gateway;

import java.math.BigDecimal;
import java.util.UUID;

/** A charge as it is asked for. */
public record Charge(UUID paymentId, UUID orderId, BigDecimal amount, String currency, String cardToken) {

    /** Without the token: whoever logs a charge must not log the card. */
    @Override
    public String toString() {
        return "charge of %s %s for order %s".formatted(amount, currency, orderId);
    }
}
