package dev.tandem.contracts.payment;

import dev.tandem.contracts.CancellationReason;
import java.math.BigDecimal;
import java.util.UUID;

/** What happened at payment-service. */
public sealed interface PaymentEvent {

    record AccountOpened(String customerId, BigDecimal balance, String currency) implements PaymentEvent {}

    record FundsDeposited(String customerId, BigDecimal amount, String currency) implements PaymentEvent {}

    record PaymentCompleted(UUID orderId, UUID paymentId, BigDecimal amount, String currency) implements PaymentEvent {}

    record PaymentFailed(UUID orderId, CancellationReason reason) implements PaymentEvent {}

    record PaymentRefunded(UUID orderId, UUID paymentId, BigDecimal amount, String currency, CancellationReason reason)
            implements PaymentEvent {}
}
