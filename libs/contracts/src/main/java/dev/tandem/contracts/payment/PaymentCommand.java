package dev.tandem.contracts.payment;

import dev.tandem.contracts.CancellationReason;
import java.math.BigDecimal;
import java.util.UUID;

/** What payment-service can be told to do. Each may arrive more than once and has its effect once. */
public sealed interface PaymentCommand {

    UUID orderId();

    /** Answered with {@link PaymentReceipt}; refused as {@code PAYMENT_DECLINED} or {@code INSUFFICIENT_FUNDS}. */
    record ProcessPayment(UUID orderId, String customerId, BigDecimal amount, String currency, PaymentMethod method)
            implements PaymentCommand {}

    /** Compensates {@link ProcessPayment}: money that moved moves back, as an entry of its own. */
    record RefundPayment(UUID orderId, CancellationReason reason) implements PaymentCommand {}
}
