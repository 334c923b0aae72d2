package dev.tandem.inventory.reservation;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.inventory.InventoryCommand;
import dev.tandem.contracts.inventory.InventoryCommand.ConfirmReservation;
import dev.tandem.contracts.inventory.InventoryCommand.ReleaseInventory;
import dev.tandem.contracts.inventory.InventoryCommand.ReserveInventory;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.faults.Faults;
import dev.tandem.inventory.stock.StockLevels;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep;
import dev.tandem.testsupport.RealPostgres;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.orm.jpa.DataJpaTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The reservation feature on a real database; each test begins with empty shelves. */
@DataJpaTest(
        showSql = false,
        properties = {
            "spring.config.name=inventory-service",
            "spring.flyway.locations=classpath:db/migration/inventory",
            "spring.jpa.hibernate.ddl-auto=validate"
        })
@RealPostgres
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@Import({
    InventoryCommands.class,
    ReservationMessaging.class,
    Reservations.class,
    StockLevels.class,
    InventoryTest.WithoutFaults.class
})
abstract class InventoryTest {

    @TestConfiguration(proxyBeanMethods = false) // imported, because subclasses do not look here
    static class WithoutFaults {

        @Bean
        Faults faults() {
            return Faults.NONE;
        }
    }

    static final CancellationReason WHY = CancellationReason.PAYMENT_DECLINED;

    @Autowired
    InventoryCommands commands;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @BeforeEach
    void emptyTheShelves() {
        jdbc.sql("TRUNCATE stock, reservation, reservation_line").update();
    }

    void stocked(String sku, String warehouse, int onHand) {
        jdbc.sql("INSERT INTO stock VALUES (:sku, :warehouse, :onHand, 0, 0)")
                .param("sku", sku)
                .param("warehouse", warehouse)
                .param("onHand", onHand)
                .update();
    }

    int reserved(String sku, String warehouse) {
        return jdbc.sql("SELECT reserved FROM stock WHERE sku = :sku AND warehouse = :warehouse")
                .param("sku", sku)
                .param("warehouse", warehouse)
                .query(Integer.class)
                .single();
    }

    /** As {@code STATUS reason}. */
    String reservation(UUID order) {
        return jdbc.sql("SELECT concat_ws(' ', status, reason) FROM reservation WHERE order_id = :order")
                .param("order", order)
                .query(String.class)
                .single();
    }

    /** Hands the commands over as one poll, in one transaction. */
    List<Answer> inOneBatch(InventoryCommand... batch) {
        var deliveries = Stream.of(batch).map(InventoryTest::delivery).toList();
        new TransactionTemplate(transactions).executeWithoutResult(_ -> commands.handle(deliveries));
        return deliveries.stream().map(Answer::to).toList();
    }

    /** Hands a command over alone. */
    Answer alone(InventoryCommand command) {
        return inOneBatch(command).getFirst();
    }

    /** Hands a command over alone, and again if another transaction inserted the order's reservation first. */
    Answer aloneOrAgain(InventoryCommand command) {
        try {
            return alone(command);
        } catch (RuntimeException somebodyWasQuicker) {
            return alone(command); // as a failed batch is done again message by message
        }
    }

    /** Lets all of them begin together, each on a thread of its own. */
    <T> List<T> atTheSameTime(List<Callable<T>> work) {
        var start = new CountDownLatch(work.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = work.stream()
                    .map(each -> threads.submit(() -> {
                        start.countDown();
                        start.await();
                        return each.call();
                    }))
                    .toList();
            return results.stream().map(InventoryTest::get).toList();
        }
    }

    private static <T> T get(Future<T> result) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static ReserveInventory reserve(UUID order, String sku, int quantity) {
        return new ReserveInventory(order, List.of(new OrderLine(sku, quantity)));
    }

    static ConfirmReservation confirm(UUID order) {
        return new ConfirmReservation(order);
    }

    static ReleaseInventory release(UUID order) {
        return new ReleaseInventory(order, WHY);
    }

    static Delivery<InventoryCommand> delivery(InventoryCommand command) {
        var step = new SagaStep(Ids.next(), "a-step", SagaStep.Phase.ACTION, 1);
        var envelope = new Envelope(
                Ids.next(),
                command.orderId().toString(),
                command.getClass().getSimpleName(),
                "/saga-orchestrator",
                Instant.EPOCH,
                null,
                Origin.of("a request").coordinatedBy("saga-orchestrated"),
                "saga.replies",
                step);
        return new Delivery<>(envelope, command);
    }

    /** What a command caused. */
    record Answer(Reply reply, List<Object> events) {

        static Answer to(Delivery<?> delivery) {
            var caused = delivery.caused().stream().map(Message::body).toList();
            var replies = caused.stream().filter(Reply.class::isInstance).toList();
            if (replies.size() != 1) {
                throw new AssertionError("not exactly one reply: " + caused);
            }
            return new Answer(
                    (Reply) replies.getFirst(),
                    caused.stream().filter(it -> !(it instanceof Reply)).toList());
        }

        boolean isSuccess() {
            return reply instanceof Reply.Succeeded;
        }

        String refusal() {
            return reply instanceof Reply.Refused refused ? refused.reason() : "not refused: " + reply;
        }
    }
}
