package dev.tandem.contracts.payment;

import dev.tandem.contracts.CancellationReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What payment-service can be told to do. Each may arrive more than once and has its effect once. */
public sealed interface PaymentCommand {

    UUID orderId();

    /**
     * Answered with {@link PaymentReceipt}; refused as {@code PAYMENT_DECLINED} or {@code INSUFFICIENT_FUNDS}, and as
     * {@code TIMEOUT} if it comes when what is to be paid for is not reserved any more.
     *
     * @param reservedUntil how long it is; {@code null} if nothing is reserved yet
     */
    record ProcessPayment(
            UUID orderId,
            String customerId,
            BigDecimal amount,
            String currency,
            PaymentMethod method,
            @Nullable Instant reservedUntil)
            implements PaymentCommand {

        /** For an order that is paid before anything is reserved. */
        public ProcessPayment(
                UUID orderId, String customerId, BigDecimal amount, String currency, PaymentMethod method) {
            this(orderId, customerId, amount, currency, method, null);
        }

        /** Whether what is to be paid for may be somebody else's by now. */
        public boolean comesTooLate(Instant now) {
            return reservedUntil != null && !now.isBefore(reservedUntil);
        }
    }

    /** Compensates {@link ProcessPayment}: money that moved moves back, as an entry of its own. */
    record RefundPayment(UUID orderId, CancellationReason reason) implements PaymentCommand {}
}
