package dev.tandem.payment;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.payment.PaymentEvent;
import dev.tandem.contracts.payment.PaymentEvent.PaymentCompleted;
import dev.tandem.contracts.payment.PaymentEvent.PaymentFailed;
import dev.tandem.contracts.payment.PaymentEvent.PaymentRefunded;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import dev.tandem.payment.ledger.Account;
import dev.tandem.payment.ledger.Ledger;
import dev.tandem.payment.ledger.SystemAccount;
import dev.tandem.payment.ledger.TransferKind;
import dev.tandem.payment.ledger.Wallet;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changes a payment and the books together, in the caller's transaction, and says what the world is to be told.
 * Nothing to tell means that nothing changed.
 */
@Component
class Bookkeeping {

    private final Payments payments;
    private final Ledger ledger;
    private final PaymentMeters meters;
    private final Clock clock;
    private final Faults faults;

    Bookkeeping(Payments payments, Ledger ledger, PaymentMeters meters, Clock clock, Faults faults) {
        this.payments = payments;
        this.ledger = ledger;
        this.meters = meters;
        this.clock = clock;
        this.faults = faults;
    }

    /** Takes the money from a locked wallet if it is there; somebody without a wallet has none. */
    Optional<PaymentEvent> payFromWallet(Payment payment, @Nullable Wallet wallet) {
        if (wallet == null) {
            var detail = "%s has no wallet".formatted(payment.customerId());
            return decline(payment, CancellationReason.PAYMENT_DECLINED, detail);
        }
        if (!wallet.covers(payment.amount())) {
            var detail = "the wallet of %s holds less than %s %s"
                    .formatted(payment.customerId(), payment.amount(), payment.currency());
            return decline(payment, CancellationReason.INSUFFICIENT_FUNDS, detail);
        }
        faults.reach(FaultPoint.PAYMENT_BEFORE_CHARGE, payment.orderId());
        var transfer = toMerchant(payment, wallet);
        payment.capture(transfer.toString(), clock.instant());
        faults.reach(FaultPoint.PAYMENT_AFTER_CHARGE, payment.orderId());
        return completed(payment);
    }

    /** Gives the money of a wallet payment back to its locked wallet. */
    Optional<PaymentEvent> refundToWallet(Payment payment, Wallet wallet) {
        faults.reach(FaultPoint.PAYMENT_BEFORE_REFUND, payment.orderId());
        var transfer = fromMerchant(payment, wallet);
        payment.giveBack(payment.chargeReference(), clock.instant());
        faults.reach(FaultPoint.PAYMENT_AFTER_REFUND, payment.orderId());
        return refunded(payment, transfer.toString());
    }

    /** The card was charged. */
    Optional<PaymentEvent> charged(Payment payment, String chargeId) {
        if (!payment.capture(chargeId, clock.instant())) {
            return Optional.empty(); // heard before, or a refund is under way that will find the charge by itself
        }
        toMerchant(payment, SystemAccount.GATEWAY);
        return completed(payment);
    }

    /** The payment was refused for good. */
    Optional<PaymentEvent> decline(Payment payment, CancellationReason reason, String detail) {
        if (!payment.decline(reason, detail, clock.instant())) {
            return Optional.empty();
        }
        return failed(payment);
    }

    /** The card got its money back. */
    Optional<PaymentEvent> refunded(Payment payment, String chargeId, String refundId) {
        var newsOfTheCharge = !payment.isCharged();
        if (!payment.giveBack(chargeId, clock.instant())) {
            return Optional.empty();
        }
        if (newsOfTheCharge) {
            toMerchant(payment, SystemAccount.GATEWAY);
        }
        fromMerchant(payment, SystemAccount.GATEWAY);
        return refunded(payment, refundId);
    }

    /** The card was never charged, and never will be. */
    Optional<PaymentEvent> nothingCharged(Payment payment) {
        return payment.nothingCharged(clock.instant()) ? failed(payment) : Optional.empty();
    }

    private UUID toMerchant(Payment payment, Account payer) {
        return ledger.transfer(TransferKind.PAYMENT, payer, SystemAccount.MERCHANT, payment.amount(), payment.id());
    }

    private UUID fromMerchant(Payment payment, Account payer) {
        return ledger.transfer(TransferKind.REFUND, SystemAccount.MERCHANT, payer, payment.amount(), payment.id());
    }

    private Optional<PaymentEvent> completed(Payment payment) {
        meters.countAfterCommit(payment);
        return Optional.of(new PaymentCompleted(payment.orderId(), payment.id(), payment.amount(), payment.currency()));
    }

    private Optional<PaymentEvent> failed(Payment payment) {
        meters.countAfterCommit(payment);
        return Optional.of(new PaymentFailed(payment.orderId(), payment.reason()));
    }

    private Optional<PaymentEvent> refunded(Payment payment, String reference) {
        payments.add(new Refund(payment, reference, clock.instant()));
        meters.countAfterCommit(payment);
        return Optional.of(new PaymentRefunded(
                payment.orderId(), payment.id(), payment.amount(), payment.currency(), payment.reason()));
    }
}
