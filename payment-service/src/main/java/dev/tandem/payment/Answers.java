package dev.tandem.payment;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.payment.PaymentReceipt;
import dev.tandem.messaging.Reply;
import java.util.Optional;

/**
 * What a command is answered, by the state in which its payment is: the first time, the second time and any other time
 * alike. Empty as long as the answer is the gateway's to give.
 */
final class Answers {

    private Answers() {}

    static Optional<Reply> toPay(Payment payment) {
        return switch (payment.status()) {
            case PENDING -> Optional.empty();
            case CAPTURED -> Optional.of(Reply.succeeded(new PaymentReceipt(payment.id())));
            case DECLINED -> Optional.of(new Reply.Refused(payment.reason().name(), payment.detail()));
            case REFUND_PENDING, REFUNDED, CANCELLED ->
                Optional.of(new Reply.Refused(
                        CancellationReason.ABORTED.name(), "the payment was cancelled before this was asked"));
        };
    }

    static Optional<Reply> toRefund(Payment payment) {
        return switch (payment.status()) {
            case REFUND_PENDING -> Optional.empty();
            case DECLINED, REFUNDED, CANCELLED -> Optional.of(Reply.succeeded());
            case PENDING, CAPTURED ->
                throw new IllegalStateException(
                        "payment %s is %s although a refund was asked for".formatted(payment.id(), payment.status()));
        };
    }

    /** To whoever waited for the gateway: which of the two it was, the state says. */
    static Reply whenSettled(Payment payment) {
        return switch (payment.status()) {
            case CAPTURED, DECLINED -> toPay(payment).orElseThrow();
            case REFUNDED, CANCELLED -> toRefund(payment).orElseThrow();
            case PENDING, REFUND_PENDING ->
                throw new IllegalStateException("payment %s is not settled".formatted(payment.id()));
        };
    }
}
