package dev.tandem.payment;

import dev.tandem.contracts.CancellationReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as HTTP shows it: with what was taken, and what was given back. One that was cancelled before it was asked
 * for has no customer, amount and method.
 */
record PaymentView(
        UUID paymentId,
        UUID orderId,
        @Nullable String customerId,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        Payment.@Nullable Method method,
        PaymentStatus status,
        @Nullable CancellationReason reason,
        @Nullable String detail,
        @Nullable Charge charge,
        List<Refund> refunds,
        Instant createdAt,
        Instant updatedAt) {

    /** @param reference the gateway's charge of a card, the ledger's transfer from a wallet */
    record Charge(String reference, BigDecimal amount, Instant chargedAt) {}

    /** @param reference the gateway's refund to a card, the ledger's transfer to a wallet */
    record Refund(UUID refundId, BigDecimal amount, CancellationReason reason, String reference, Instant createdAt) {}
}
