package dev.tandem.contracts.payment;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * What payment-service does in a distributed transaction that places an order: the whole payment, or nothing.
 *
 * @param paymentId chosen by whoever asks, because the order that names it is written at the same time
 */
public record PayOrder(
        UUID orderId, UUID paymentId, String customerId, BigDecimal amount, String currency, PaymentMethod method) {

    /** The branch's name. */
    public static final String OPERATION = "pay-order";
}
