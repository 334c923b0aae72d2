package dev.tandem.payment;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.payment.PaymentCommand;
import dev.tandem.contracts.payment.PaymentCommand.ProcessPayment;
import dev.tandem.contracts.payment.PaymentCommand.RefundPayment;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.defaults.invariants.Invariant;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.SagaStep;
import dev.tandem.payment.gateway.ChargeRecord;
import dev.tandem.payment.gateway.PaymentGateway;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The verbs that tests of payments are written in. */
@TestComponent
class PaymentsUnderTest {

    static final BigDecimal PRICE = new BigDecimal("100.00");
    static final PaymentMethod WALLET = new PaymentMethod.Wallet();

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final PaymentCommands commands;
    private final GatewayQueue queue;
    private final CardPayments cardPayments;
    private final PaymentGateway gateway;
    private final SentMessages sent;
    private final List<Invariant> invariants;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    PaymentsUnderTest(
            PaymentCommands commands,
            GatewayQueue queue,
            CardPayments cardPayments,
            PaymentGateway gateway,
            SentMessages sent,
            List<Invariant> invariants,
            JdbcClient jdbc,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.commands = commands;
        this.queue = queue;
        this.cardPayments = cardPayments;
        this.gateway = gateway;
        this.sent = sent;
        this.invariants = invariants;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    static PaymentMethod card(String token) {
        return new PaymentMethod.Card(token);
    }

    static ProcessPayment pay(UUID orderId, String customerId, PaymentMethod method) {
        return new ProcessPayment(orderId, customerId, PRICE, "EUR", method);
    }

    static RefundPayment refund(UUID orderId) {
        return new RefundPayment(orderId, CancellationReason.OUT_OF_STOCK);
    }

    /** A customer with so much in the wallet, entered as the ledger would. */
    String customerWith(String amount) {
        var customerId = "customer-" + Ids.next();
        jdbc.sql("INSERT INTO wallet VALUES (:id, :amount, 'EUR', now())")
                .param("id", customerId)
                .param("amount", new BigDecimal(amount))
                .update();
        if (new BigDecimal(amount).signum() > 0) {
            jdbc.sql("""
                            INSERT INTO ledger_entry (account, transfer_id, amount, kind, created_at)
                            VALUES (:id, :transfer, :amount, 'DEPOSIT', now()),
                                   ('system:bank', :transfer, -:amount, 'DEPOSIT', now())
                            """)
                    .param("id", customerId)
                    .param("transfer", Ids.next())
                    .param("amount", new BigDecimal(amount))
                    .update();
        }
        return customerId;
    }

    /** Hands one batch over as the messaging library does, which redoes what met others at the same rows. */
    void deliver(PaymentCommand... batch) {
        for (var attempt = 1; ; attempt++) {
            var deliveries = Arrays.stream(batch).map(this::delivery).toList();
            try {
                transaction.executeWithoutResult(_ -> commands.handle(deliveries));
                deliveries.forEach(delivery -> sent.add(delivery.caused()));
                return;
            } catch (ConcurrencyFailureException | DataIntegrityViolationException e) {
                if (attempt == 20) {
                    throw e;
                }
            }
        }
    }

    private Delivery<PaymentCommand> delivery(PaymentCommand command) {
        var phase = command instanceof ProcessPayment ? SagaStep.Phase.ACTION : SagaStep.Phase.COMPENSATION;
        var envelope = new Envelope(
                Ids.next(),
                command.orderId().toString(),
                command.getClass().getSimpleName(),
                "/test",
                clock.instant(),
                null,
                Origin.of("test"),
                Topics.SAGA_REPLIES,
                new SagaStep(Ids.next(), "pay", phase, 1));
        return new Delivery<>(envelope, command);
    }

    /** Carries out what is due, and what becomes due by that, as the worker would. */
    void work() {
        for (var tasks = queue.claim(100, LEASE); !tasks.isEmpty(); tasks = queue.claim(100, LEASE)) {
            tasks.forEach(cardPayments::carryOut);
        }
    }

    PaymentStatus statusOf(UUID orderId) {
        return jdbc.sql("SELECT status FROM payment WHERE order_id = :orderId")
                .param("orderId", orderId)
                .query(PaymentStatus.class)
                .single();
    }

    UUID paymentOf(UUID orderId) {
        return jdbc.sql("SELECT id FROM payment WHERE order_id = :orderId")
                .param("orderId", orderId)
                .query(UUID.class)
                .single();
    }

    BigDecimal balanceOf(String customerId) {
        return jdbc.sql("SELECT balance FROM wallet WHERE customer_id = :customerId")
                .param("customerId", customerId)
                .query(BigDecimal.class)
                .single();
    }

    /** What the merchant got for an order, all in all. */
    BigDecimal merchantGot(UUID orderId) {
        return jdbc.sql("""
                        SELECT coalesce(sum(e.amount), 0.00)
                          FROM ledger_entry e
                          JOIN payment p ON p.id = e.payment_id
                         WHERE e.account = 'system:merchant'
                           AND p.order_id = :orderId
                        """).param("orderId", orderId).query(BigDecimal.class).single();
    }

    List<ChargeRecord> charges(UUID orderId) {
        return gateway.chargesOf(orderId).stream()
                .filter(charge -> charge.status().equals("CHARGED"))
                .toList();
    }

    List<String> violations() {
        return invariants.stream()
                .flatMap(invariant -> invariant.check().stream())
                .toList();
    }
}
