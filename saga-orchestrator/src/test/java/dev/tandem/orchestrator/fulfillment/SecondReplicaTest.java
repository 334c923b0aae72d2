package dev.tandem.orchestrator.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.PricedLine;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Outbox;
import dev.tandem.orchestrator.OrchestratorApplication;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A second replica joins, works, and leaves, while orders flow. */
@JourneyTest
class SecondReplicaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private Participants participants;

    @Autowired
    private Outbox outbox;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Environment environment;

    @Test
    void replicasComeAndGoAndEachStepIsAskedForOnce() {
        var before = place(100);
        var during = new HashSet<UUID>();
        try (var replica = secondReplica()) {
            assertThat(replica.isRunning()).isTrue();
            during.addAll(place(200));
            await().atMost(PATIENCE).until(() -> completed(during) > 50);
        }
        var after = place(100);

        var all = Stream.of(before, during, after).flatMap(Set::stream).toList();
        await().atMost(PATIENCE).until(() -> completed(all) == all.size());
        assertThat(all)
                .allSatisfy(order -> assertThat(participants.asked(order))
                        .containsExactly(
                                "ProcessPayment",
                                "ReserveInventory",
                                "CreateShipment",
                                "ConfirmReservation",
                                "ConfirmOrder"));
    }

    private ConfigurableApplicationContext secondReplica() {
        return new SpringApplicationBuilder(OrchestratorApplication.class)
                .run(
                        "--spring.config.name=saga-orchestrator",
                        "--tandem.instance=saga-orchestrator-2",
                        "--server.port=0",
                        "--spring.jmx.enabled=false",
                        same("spring.datasource.url"),
                        same("spring.datasource.username"),
                        same("spring.datasource.password"),
                        same("spring.kafka.bootstrap-servers"));
    }

    private String same(String property) {
        return "--%s=%s".formatted(property, environment.getRequiredProperty(property));
    }

    private Set<UUID> place(int orders) {
        var origin = Origin.of("test").coordinatedBy(Coordination.SAGA_ORCHESTRATED.wireName());
        var ids = new HashSet<UUID>();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            for (var i = 0; i < orders; i++) {
                var order = order();
                ids.add(order.orderId());
                outbox.send(Message.event(Topics.ORDER_EVENTS, order.orderId(), order), origin);
            }
        });
        return ids;
    }

    private static OrderCreated order() {
        return new OrderCreated(
                Ids.next(),
                "alice",
                List.of(new PricedLine("book", 2, new BigDecimal("25.00"))),
                new BigDecimal("50.00"),
                "EUR",
                new PaymentMethod.Wallet(),
                new Address("Alice", "Main Street 1", "Berlin", "10115", "DE"),
                Coordination.SAGA_ORCHESTRATED,
                null);
    }

    private long completed(Collection<UUID> orders) {
        return jdbc.sql("SELECT count(*) FROM saga WHERE status = 'COMPLETED' AND business_key = ANY (:keys)")
                .param("keys", orders.stream().map(UUID::toString).toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
