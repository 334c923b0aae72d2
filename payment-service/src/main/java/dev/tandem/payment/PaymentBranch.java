package dev.tandem.payment;

import dev.tandem.commit.Branch;
import dev.tandem.commit.Vote;
import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.payment.PayOrder;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outbox;
import dev.tandem.payment.ledger.Wallet;
import dev.tandem.payment.ledger.Wallets;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Pays an order within a distributed transaction, from the wallet: its row stays locked from the vote to the decision. A
 * card cannot be prepared, only charged, and a charge is not undone by an abort: so it votes no.
 */
@Component
class PaymentBranch implements Branch<PayOrder> {

    private final Payments payments;
    private final Wallets wallets;
    private final Bookkeeping books;
    private final Outbox outbox;
    private final Clock clock;

    PaymentBranch(Payments payments, Wallets wallets, Bookkeeping books, Outbox outbox, Clock clock) {
        this.payments = payments;
        this.wallets = wallets;
        this.books = books;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public String operation() {
        return PayOrder.OPERATION;
    }

    @Override
    public Class<PayOrder> payload() {
        return PayOrder.class;
    }

    @Override
    public Vote prepare(UUID transactionId, PayOrder order) {
        return switch (order.method()) {
            case PaymentMethod.Card _ ->
                no(
                        CancellationReason.PAYMENT_DECLINED,
                        "a card payment cannot be prepared: the gateway charges at once or not at all");
            case PaymentMethod.Wallet _
            when !order.currency().equals(Wallet.CURRENCY) ->
                no(CancellationReason.PAYMENT_DECLINED, "%s is not accepted".formatted(order.currency()));
            case PaymentMethod.Wallet _ -> payFromWallet(order);
        };
    }

    private Vote payFromWallet(PayOrder order) {
        var origin = outbox.currentOrigin();
        var payment = Payment.wanted(order, origin, clock.instant());
        var wallet = wallets.lock(Set.of(order.customerId())).get(order.customerId());
        var event = books.payFromWallet(payment, wallet);
        if (payment.status() != PaymentStatus.CAPTURED) {
            return no(payment.reason(), payment.detail());
        }
        payments.add(payment);
        event.ifPresent(it -> outbox.send(Message.event(Topics.PAYMENT_EVENTS, order.orderId(), it), origin));
        return Vote.yes();
    }

    private static Vote no(CancellationReason reason, String detail) {
        return Vote.no(reason.name(), detail);
    }
}
