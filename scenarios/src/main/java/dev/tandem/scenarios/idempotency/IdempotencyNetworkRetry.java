package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.PersistentClient;
import java.math.BigDecimal;
import java.time.Duration;

/** Guide, 'Network Retries': the answer is lost, the client cannot know, asks again, and is not charged twice. */
public final class IdempotencyNetworkRetry implements Story {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "idempotency-network-retry";
    }

    @Override
    public String about() {
        return "The connection breaks before the answer to a deposit: the client asks again, and the money is there once.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var client = shop.persistentClient();
        var customer = shop.register("cut-off");
        var key = PersistentClient.newKey();
        await("the wallet is there").atMost(PATIENCE).until(() -> shop.deposit(customer, "50.00"));

        client.depositAndHangUp(key, customer, "100.00");
        stage.tell("a deposit of 100.00 was sent, and the connection broke before the answer");
        await("the deposit is made")
                .atMost(PATIENCE)
                .until(() -> shop.balance(customer).compareTo(expected()) == 0);

        var repeat = client.deposit(key, customer, "100.00");
        stage.tell("the client asks again under its key, and hears %d, replayed: %s"
                .formatted(repeat.status(), repeat.replayed()));
        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.replayed()).isTrue();
        assertThat(shop.balance(customer)).isEqualByComparingTo(expected());
        stage.tell("the wallet holds 150.00: 50.00 from before and 100.00 once");
    }

    private static BigDecimal expected() {
        return new BigDecimal("150.00");
    }
}
