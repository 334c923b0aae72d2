package dev.tandem.payment;

import static dev.tandem.contracts.CancellationReason.OUT_OF_STOCK;
import static dev.tandem.payment.PaymentsUnderTest.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
import dev.tandem.contracts.order.OrderEvent.CustomerRegistered;
import dev.tandem.contracts.payment.PaymentCommand;
import dev.tandem.contracts.payment.PaymentCommand.ProcessPayment;
import dev.tandem.contracts.payment.PaymentCommand.RefundPayment;
import dev.tandem.contracts.payment.PaymentEvent;
import dev.tandem.contracts.payment.PaymentEvent.AccountOpened;
import dev.tandem.contracts.payment.PaymentEvent.PaymentCompleted;
import dev.tandem.contracts.payment.PaymentEvent.PaymentRefunded;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.defaults.invariants.Invariant;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Outbox;
import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep;
import dev.tandem.messaging.Subscription;
import dev.tandem.testsupport.RealKafka;
import dev.tandem.testsupport.RealPostgres;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Commands in and answers out over real Kafka, with the worker at work: nothing is played by the test but the others. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
        properties = {"spring.config.name=payment-service", "spring.kafka.consumer.auto-offset-reset=earliest"})
@ContextConfiguration(initializers = FreePort.class)
@RealPostgres
@RealKafka(
        topics = {
            Topics.PAYMENT_COMMANDS,
            Topics.PAYMENT_EVENTS,
            Topics.ORDER_EVENTS,
            Topics.INVENTORY_EVENTS,
            Topics.SAGA_REPLIES
        })
class JourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final UUID orderId = Ids.next();

    @Autowired
    private Outbox outbox;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private World world;

    @Autowired
    private List<Invariant> invariants;

    /** The services around: they hear what is answered and told. */
    @TestConfiguration(proxyBeanMethods = false)
    static class World {

        private final List<Delivery<?>> heard = new CopyOnWriteArrayList<>();

        @Bean
        Subscription<Reply> replies() {
            return Subscription.commands(Topics.SAGA_REPLIES, Reply.class, heard::addAll);
        }

        @Bean
        Subscription<PaymentEvent> events() {
            return Subscription.events(Topics.PAYMENT_EVENTS, PaymentEvent.class, heard::addAll);
        }

        List<String> coordinationsAbout(Object key) {
            return heard.stream()
                    .filter(delivery -> delivery.envelope().key().equals(key.toString()))
                    .map(delivery -> String.valueOf(delivery.envelope().origin().coordination()))
                    .toList();
        }

        List<?> heardAbout(Object key) {
            return heard.stream()
                    .filter(delivery -> delivery.envelope().key().equals(key.toString()))
                    .map(Delivery::body)
                    .toList();
        }
    }

    @Test
    void aCardIsChargedAndGetsItsMoneyBack() {
        command(new ProcessPayment(orderId, "alice", PRICE, "EUR", new PaymentMethod.Card("tok_flaky")));
        await(2);
        assertThat(world.heardAbout(orderId)).hasAtLeastOneElementOfType(PaymentCompleted.class);
        assertThat(world.heardAbout(orderId)).hasAtLeastOneElementOfType(Reply.Succeeded.class);

        command(new RefundPayment(orderId, CancellationReason.OUT_OF_STOCK));
        await(4);
        assertThat(world.heardAbout(orderId)).hasAtLeastOneElementOfType(PaymentRefunded.class);
        assertThat(invariants)
                .allSatisfy(invariant -> assertThat(invariant.check()).isEmpty());
    }

    @Test
    void aWalletPaysAtOnceAndARefusalIsAnAnswer() {
        var another = Ids.next();

        command(new ProcessPayment(orderId, "bob", PRICE, "EUR", new PaymentMethod.Wallet()));
        command(new ProcessPayment(another, "nobody", PRICE, "EUR", new PaymentMethod.Wallet()));

        await(2);
        assertThat(world.heardAbout(orderId)).hasAtLeastOneElementOfType(Reply.Succeeded.class);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(world.heardAbout(another)).hasAtLeastOneElementOfType(Reply.Refused.class));
    }

    @Test
    void whoRegistersGetsAWallet() {
        var customerId = "erin-" + orderId;

        send(Message.event(Topics.ORDER_EVENTS, customerId, new CustomerRegistered(customerId, "Erin")));

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(world.heardAbout(customerId)).hasAtLeastOneElementOfType(AccountOpened.class));
    }

    @Test
    void onlyWhatNobodyConductsIsPaidForWithoutACommand() {
        var conducted = Ids.next();

        place(conducted, Coordination.SAGA_ORCHESTRATED);
        place(orderId, Coordination.SAGA_CHOREOGRAPHED);
        await(1);
        send(
                Message.event(Topics.INVENTORY_EVENTS, orderId, new InventoryReservationFailed(orderId, OUT_OF_STOCK)),
                Coordination.SAGA_CHOREOGRAPHED);
        await(2);

        assertThat(world.heardAbout(orderId)).hasExactlyElementsOfTypes(PaymentCompleted.class, PaymentRefunded.class);
        assertThat(world.coordinationsAbout(orderId)).containsOnly("saga-choreographed");
        assertThat(world.heardAbout(conducted)).isEmpty();
    }

    private void place(UUID id, Coordination coordination) {
        send(Message.event(Topics.ORDER_EVENTS, id, ChoreographyTest.placed(id, "carol")), coordination);
    }

    private void send(Message message, Coordination coordination) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(
                        _ -> outbox.send(message, Origin.of("journey").coordinatedBy(coordination.wireName())));
    }

    private void command(PaymentCommand command) {
        var phase = command instanceof ProcessPayment ? SagaStep.Phase.ACTION : SagaStep.Phase.COMPENSATION;
        var step = new SagaStep(Ids.next(), "process-payment", phase, 1);
        send(Message.command(Topics.PAYMENT_COMMANDS, command.orderId(), command, Topics.SAGA_REPLIES, step));
    }

    private void send(Message message) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> outbox.send(message, Origin.of("journey")));
    }

    /** Until so much was answered and told about the order. */
    private void await(int messages) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> world.heardAbout(orderId).size() >= messages);
    }
}
