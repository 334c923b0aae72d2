package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Fault;
import dev.tandem.scenarios.shop.PersistentClient;
import dev.tandem.scenarios.shop.Unanswered;
import java.util.List;

/**
 * Guide, 'Kafka with Idempotent Producers', and what it leaves out: the broker drops what one producer's session
 * sends twice. A process that dies between sending and noting that it has sent begins a new session; its message is
 * there twice, and it is the consumer's inbox that drops the second.
 */
public final class KafkaProducerRetry implements Story {

    @Override
    public String name() {
        return "kafka-producer-retry";
    }

    @Override
    public String about() {
        return "order-service dies with a message sent and not marked as sent: the broker has it twice, the consumers apply it once.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var client = shop.persistentClient();
        var customer = shop.register("twice-told");
        var key = PersistentClient.newKey();
        var basket = Basket.of(customer).with("sticker", 1).paidByCard("tok_visa");
        stage.awaitAllSent("order-service"); // the registration too, or it would be the message that is there twice
        stage.arm("order-service", Fault.crashAt("outbox.after-publish"));
        try {
            client.order(key, basket);
        } catch (Unanswered nobodyThere) {
            stage.tell("no answer");
        }
        stage.awaitDeath("order-service");
        stage.start("order-service");

        var order = client.order(key, basket).orderId();
        assertThat(stage.awaitEnd(order).isConfirmed()).isTrue();
        stage.awaitSagaEnd(order); // one saga, or it would complain
        var copies = stage.redelivery().copiesOf("OrderCreated", order);
        stage.tell("the broker has %d OrderCreated of this order, with %d id"
                .formatted(copies.size(), copies.stream().distinct().count()));
        assertThat(copies).hasSize(2);
        assertThat(copies.stream().distinct()).hasSize(1);
        assertThat(shop.charges(order)).filteredOn(charge -> charge.wasMade()).hasSize(1);
        stage.tell("one saga began, and the card was charged once");
        stage.checkSettled(List.of(order));
    }
}
