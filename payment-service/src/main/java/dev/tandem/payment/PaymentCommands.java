package dev.tandem.payment;

import static java.util.stream.Collectors.toSet;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.payment.PaymentCommand;
import dev.tandem.contracts.payment.PaymentCommand.ProcessPayment;
import dev.tandem.contracts.payment.PaymentCommand.RefundPayment;
import dev.tandem.contracts.payment.PaymentEvent;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.messaging.BatchHandler;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Reply;
import dev.tandem.payment.Payment.Method;
import dev.tandem.payment.ledger.Wallet;
import dev.tandem.payment.ledger.Wallets;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Pays and refunds, a batch at a time: one query locks the batch's payments, one its wallets, what each command means
 * is decided in memory, and the results are written in JDBC batches.
 *
 * <p>A wallet's payment is done here. A card's is only written down, because a gateway's charge does not roll back with
 * this transaction: {@link GatewayWorker} asks the gateway after the commit, and {@link CardPayments} answers then.
 *
 * <p>An order has one payment. Whatever arrives, how often and in which order, it is answered from the payment's state:
 * paid twice is paid once, refunded without a payment is success and remembered, paid after that is refused.
 */
@Component
class PaymentCommands implements BatchHandler<PaymentCommand> {

    private final Payments payments;
    private final Wallets wallets;
    private final Bookkeeping books;
    private final GatewayQueue gatewayQueue;
    private final Clock clock;

    PaymentCommands(Payments payments, Wallets wallets, Bookkeeping books, GatewayQueue gatewayQueue, Clock clock) {
        this.payments = payments;
        this.wallets = wallets;
        this.books = books;
        this.gatewayQueue = gatewayQueue;
        this.clock = clock;
    }

    /**
     * What a batch works on.
     *
     * @param payments by order; grows with each payment that the batch begins
     * @param wallets by customer
     * @param toAskFor payments about which the gateway has to be asked after the commit
     */
    private record Desk(Map<UUID, Payment> payments, Map<String, Wallet> wallets, Set<UUID> toAskFor) {}

    @Override
    public void handle(List<Delivery<PaymentCommand>> batch) {
        var orders = batch.stream().map(delivery -> delivery.body().orderId()).collect(toSet());
        var known = payments.lockByOrder(orders);
        var desk = new Desk(known, wallets.lock(customersOf(batch, known)), new HashSet<>());

        for (var delivery : batch) {
            try (var _ = delivery.logContext()) {
                switch (delivery.body()) {
                    case ProcessPayment command -> pay(delivery, command, desk);
                    case RefundPayment command -> refund(delivery, command, desk);
                }
            }
        }
        payments.flush();
        gatewayQueue.add(desk.toAskFor());
    }

    private void pay(Delivery<PaymentCommand> delivery, ProcessPayment command, Desk desk) {
        var payment = desk.payments().get(command.orderId());
        if (payment == null) {
            payment = Payment.wanted(command, delivery.origin(), clock.instant());
            begin(delivery, command, payment, desk);
        } else {
            payment.requireSameAs(command);
        }
        answer(delivery, payment, Answers.toPay(payment), desk);
    }

    /**
     * Against charging for what is gone, it looks again before it charges (guide, 'Strategy 3: Pessimistic View'): at the
     * wallet, by its locked row, and at the reservation, by how long that said it would last. A command that waited for
     * longer, because this service was down, is refused before any money moves.
     */
    private void begin(Delivery<PaymentCommand> delivery, ProcessPayment command, Payment payment, Desk desk) {
        payments.add(payment);
        desk.payments().put(payment.orderId(), payment);
        if (!payment.currency().equals(Wallet.CURRENCY)) {
            var detail = "%s is not accepted, only %s".formatted(payment.currency(), Wallet.CURRENCY);
            tell(delivery, payment, books.decline(payment, CancellationReason.PAYMENT_DECLINED, detail));
        } else if (command.comesTooLate(clock.instant())) {
            var detail = "what is to be paid for was reserved until %s".formatted(command.reservedUntil());
            tell(delivery, payment, books.decline(payment, CancellationReason.TIMEOUT, detail));
        } else if (payment.isBy(Method.WALLET)) {
            var wallet = desk.wallets().get(payment.customerId());
            tell(delivery, payment, books.payFromWallet(payment, wallet));
        }
    }

    private void refund(Delivery<PaymentCommand> delivery, RefundPayment command, Desk desk) {
        var payment = desk.payments().get(command.orderId());
        if (payment == null) {
            payment = Payment.neverToBe(command.orderId(), command.reason(), delivery.origin(), clock.instant());
            payments.add(payment);
            desk.payments().put(payment.orderId(), payment);
        } else if (payment.askRefund(command.reason(), clock.instant()) && payment.isBy(Method.WALLET)) {
            var wallet = desk.wallets().get(payment.customerId());
            if (wallet == null) {
                throw new IllegalStateException("payment %s has no wallet to return to".formatted(payment.id()));
            }
            tell(delivery, payment, books.refundToWallet(payment, wallet));
        }
        answer(delivery, payment, Answers.toRefund(payment), desk);
    }

    /** Answers now, or remembers whom to answer when the gateway has spoken. */
    private void answer(Delivery<PaymentCommand> delivery, Payment payment, Optional<Reply> answer, Desk desk) {
        answer.ifPresentOrElse(delivery::reply, () -> {
            payment.promiseAnswer(delivery.replyTo(), delivery.origin());
            desk.toAskFor().add(payment.id());
        });
    }

    private static void tell(Delivery<PaymentCommand> delivery, Payment payment, Optional<PaymentEvent> event) {
        event.ifPresent(it -> delivery.send(Message.event(Topics.PAYMENT_EVENTS, payment.orderId(), it)));
    }

    /** Everybody whose wallet this batch may have to touch. */
    private static Set<String> customersOf(List<Delivery<PaymentCommand>> batch, Map<UUID, Payment> known) {
        var paying = batch.stream()
                .map(Delivery::body)
                .filter(ProcessPayment.class::isInstance)
                .map(ProcessPayment.class::cast)
                .filter(command -> command.method() instanceof PaymentMethod.Wallet)
                .map(ProcessPayment::customerId);
        var paid = known.values().stream()
                .filter(payment -> payment.isBy(Method.WALLET))
                .map(Payment::customerId);
        return Stream.concat(paying, paid).collect(toSet());
    }
}
