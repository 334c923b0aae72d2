package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.PersistentClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Guide, 'Idempotency Key Best Practices', expiration: records do not grow without bound. A key that comes after its
 * time is a new one, so the time is far longer than any client keeps asking.
 */
public final class IdempotencyExpiry implements Story {

    @Override
    public String name() {
        return "idempotency-expiry";
    }

    @Override
    public String about() {
        return "With a retention of some seconds instead of a day: a repeat in time is replayed, a later one is a new order, and old records go.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var client = shop.persistentClient();
        stage.restartWith(
                "order-service", Map.of("TANDEM_IDEMPOTENCY_RETENTION", "5s", "TANDEM_IDEMPOTENCY_SWEEP", "1s"));
        var customer = shop.register("forgetful");
        var key = PersistentClient.newKey();
        var basket = Basket.of(customer).with("sticker", 1).paidByCard("tok_visa");

        var first = client.order(key, basket);
        assertThat(client.order(key, basket).replayed()).isTrue();
        stage.tell("order %s, and its repeat is replayed".formatted(first.orderId()));
        await("the record is removed").atMost(Duration.ofMinutes(1)).until(() -> records(stage, key) == 0);
        stage.tell("five seconds are over, and the record is gone");

        var later = client.order(key, basket);
        assertThat(later.status()).isEqualTo(202);
        assertThat(later.replayed()).isFalse();
        assertThat(later.orderId()).isNotEqualTo(first.orderId());
        stage.tell("the same key is a new one: order " + later.orderId());
        stage.awaitEnd(List.of(first.orderId(), later.orderId()));
        stage.checkSettled(List.of(first.orderId(), later.orderId()));
    }

    private static long records(Stage stage, String key) {
        try (var database = stage.connect("orders");
                var query = database.prepareStatement("SELECT count(*) FROM idempotency_record WHERE key = ?")) {
            query.setString(1, key);
            var rows = query.executeQuery();
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError("the records cannot be counted", e);
        }
    }
}
