package dev.tandem.contracts.payment;

import java.util.UUID;

/** Answer to {@link PaymentCommand.ProcessPayment}. */
public record PaymentReceipt(UUID paymentId) {}
