package dev.tandem.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.InventoryCommand;
import dev.tandem.contracts.inventory.InventoryCommand.ConfirmReservation;
import dev.tandem.contracts.inventory.InventoryCommand.ReleaseInventory;
import dev.tandem.contracts.inventory.InventoryCommand.ReserveInventory;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Outbox;
import dev.tandem.messaging.SagaStep;
import dev.tandem.testsupport.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** The whole way: a command on Kafka, its effect in the database, reply and event on Kafka. */
@WholeService
class InventoryMessagesTest {

    private final UUID order = Ids.next();

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionOperations transaction;

    @Test
    void anOrdersCommandsAreAnsweredAndTold() {
        send(new ReserveInventory(order, List.of(new OrderLine("headphones", 2))));
        send(new ConfirmReservation(order));
        send(new ReleaseInventory(order, CancellationReason.CUSTOMER_REQUEST));
        send(new ReserveInventory(order, List.of(new OrderLine("headphones", 2))));

        assertThat(typesOf(Topics.SAGA_REPLIES, 4)).containsExactly("Succeeded", "Succeeded", "Succeeded", "Refused");
        assertThat(typesOf(Topics.INVENTORY_EVENTS, 3))
                .containsExactly("InventoryReserved", "InventoryReservationConfirmed", "InventoryReleased");
    }

    private void send(InventoryCommand command) {
        var step = new SagaStep(Ids.next(), "a-step", SagaStep.Phase.ACTION, 1);
        var message = Message.command(Topics.INVENTORY_COMMANDS, order, command, Topics.SAGA_REPLIES, step);
        transaction.executeWithoutResult(_ -> outbox.send(message, Origin.of("a request")));
    }

    /** The types of what is told about the order, once there are so many. */
    private List<String> typesOf(String topic, int count) {
        var types = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        KafkaServer.shared().bootstrapServers(),
                        "group.id",
                        "test-" + Ids.next(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (message.key().equals(order.toString())) {
                        types.add(typeOf(message));
                    }
                });
                assertThat(types).hasSize(count);
            });
        }
        return types;
    }

    private static String typeOf(ConsumerRecord<?, ?> message) {
        return new String(message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
    }
}
