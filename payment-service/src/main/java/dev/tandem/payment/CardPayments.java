package dev.tandem.payment;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.payment.PaymentEvent;
import dev.tandem.defaults.correlation.Correlation;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outbox;
import dev.tandem.messaging.Reply;
import dev.tandem.payment.GatewayQueue.Task;
import dev.tandem.payment.gateway.ChargeAnswer;
import dev.tandem.payment.gateway.PaymentGateway;
import dev.tandem.payment.gateway.RefundAnswer;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries out what {@link PaymentCommands} wrote down: asks the gateway outside of any transaction, and writes the
 * answer in one of its own, together with the event and the reply.
 *
 * <p>Dying in between loses nothing. The next worker asks again with the same key, and the gateway gives the same answer.
 */
@Component
class CardPayments {

    private final Payments payments;
    private final Bookkeeping books;
    private final GatewayQueue queue;
    private final PaymentGateway gateway;
    private final Outbox outbox;
    private final WorkerProperties properties;
    private final TransactionTemplate transaction;
    private final Faults faults;

    CardPayments(
            Payments payments,
            Bookkeeping books,
            GatewayQueue queue,
            PaymentGateway gateway,
            Outbox outbox,
            WorkerProperties properties,
            PlatformTransactionManager transactions,
            Faults faults) {
        this.payments = payments;
        this.books = books;
        this.queue = queue;
        this.gateway = gateway;
        this.outbox = outbox;
        this.properties = properties;
        this.transaction = new TransactionTemplate(transactions);
        this.faults = faults;
    }

    /** Asks what the payment's state wants asked. */
    void carryOut(Task task) {
        var payment = payments.find(task.paymentId()).orElseThrow();
        try (var _ = Correlation.open(payment.origin().correlationId());
                var _ = Correlation.with(Correlation.ORDER_ID, payment.orderId());
                var _ = Correlation.with(
                        Correlation.SAGA_ID,
                        payment.waitingSaga().map(UUID::toString).orElse(""))) {
            switch (payment.status()) {
                case PENDING -> heard(task, charge(payment));
                case REFUND_PENDING -> heard(task, refund(payment));
                case CAPTURED, DECLINED, REFUNDED, CANCELLED -> queue.remove(task.paymentId());
            }
        }
    }

    private ChargeAnswer charge(Payment payment) {
        faults.reach(FaultPoint.PAYMENT_BEFORE_CHARGE, payment.orderId());
        var answer = gateway.charge(payment.toCharge());
        return faults.loses(FaultPoint.PAYMENT_AFTER_CHARGE, payment.orderId())
                ? new ChargeAnswer.Unknown("the gateway's answer was lost")
                : answer;
    }

    private RefundAnswer refund(Payment payment) {
        faults.reach(FaultPoint.PAYMENT_BEFORE_REFUND, payment.orderId());
        var answer = gateway.refund(payment.id());
        return faults.loses(FaultPoint.PAYMENT_AFTER_REFUND, payment.orderId())
                ? new RefundAnswer.Unknown("the gateway's answer was lost")
                : answer;
    }

    private void heard(Task task, ChargeAnswer answer) {
        switch (answer) {
            case ChargeAnswer.Charged(var chargeId) -> settle(task, payment -> books.charged(payment, chargeId));
            case ChargeAnswer.Declined(var reason, var detail) ->
                settle(task, payment -> books.decline(payment, reason, detail));
            case ChargeAnswer.NotAsked() -> queue.putOff(task, properties.pause());
            case ChargeAnswer.Unknown(var detail) -> askAgainLater(task, detail);
        }
    }

    private void heard(Task task, RefundAnswer answer) {
        switch (answer) {
            case RefundAnswer.Refunded(var chargeId, var refundId) ->
                settle(task, payment -> books.refunded(payment, chargeId, refundId));
            case RefundAnswer.NothingCharged() -> settle(task, books::nothingCharged);
            case RefundAnswer.NotAsked() -> queue.putOff(task, properties.pause());
            case RefundAnswer.Unknown _ -> queue.putOff(task, properties.refundDelayAfter(task.attempts()));
        }
    }

    /** A definite answer counts whoever brings it, even one whose claim ran out long ago. */
    private void settle(Task task, Change change) {
        transaction.executeWithoutResult(_ -> {
            var payment = payments.lock(task.paymentId());
            change.of(payment).ifPresent(event -> tell(payment, event));
            if (!payment.status().isOpen()) {
                queue.remove(task.paymentId());
                reply(payment, Answers.whenSettled(payment));
            }
        });
    }

    /**
     * The payment stays as it is, because unknown is no refusal, and whoever waits is told, because the money may no
     * longer be wanted by the time it is known. A refund's asker is left waiting instead: there is nothing else to wish
     * for than that it happens, and it is answered when it has.
     *
     * <p>Nobody is told of a question that was kept from a gateway in trouble: a saga has few attempts, and an open
     * circuit would use them up in no time.
     */
    private void askAgainLater(Task task, String detail) {
        transaction.executeWithoutResult(_ -> {
            var payment = payments.lock(task.paymentId());
            if (queue.putOff(task, properties.chargeDelayAfter(task.attempts()))) {
                reply(payment, new Reply.Failed(detail));
            }
        });
    }

    private void tell(Payment payment, PaymentEvent event) {
        outbox.send(Message.event(Topics.PAYMENT_EVENTS, payment.orderId(), event), payment.origin());
    }

    private void reply(Payment payment, Reply reply) {
        var waiting = payment.takeReplyTo();
        if (waiting != null) {
            outbox.reply(waiting, reply);
        }
    }

    /** What an answer changes, and what the world is to be told of it. */
    private interface Change {
        Optional<PaymentEvent> of(Payment payment);
    }
}
