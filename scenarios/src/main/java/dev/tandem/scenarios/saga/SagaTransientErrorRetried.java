package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Charge;
import java.util.List;
import java.util.UUID;

/** Guide, 'Saga Execution Coordinator': a transient failure is retried with backoff; a permanent one is not. */
public final class SagaTransientErrorRetried implements Story {

    @Override
    public String name() {
        return "saga-transient-error-retried";
    }

    @Override
    public String about() {
        return "The payment gateway is away and comes back, fails twice, or is slow: the order is confirmed and charged once.";
    }

    @Override
    public void play(Stage stage) {
        gatewayAwayForAWhile(stage);
        awkwardCard(stage, "tok_flaky", "fails twice and then works");
        awkwardCard(stage, "tok_slow", "takes three seconds to answer");
    }

    private static void gatewayAwayForAWhile(Stage stage) {
        var shop = stage.shop();
        shop.gatewayGoesDown();
        stage.tell("the payment gateway answers nothing but 503; alice orders a book by card all the same");
        UUID orderId;
        try {
            orderId = shop.place(Basket.of("alice").with("book", 1).paidByCard("tok_visa"));
            stage.awaitSaga(
                    orderId,
                    "has asked for the payment twice",
                    saga -> saga.step("process-payment").attempts() >= 2);
            assertThat(shop.order(orderId).status()).isEqualTo("PENDING");
            stage.tell("the orchestrator has asked for the payment twice, and the order waits");
        } finally {
            shop.gatewayComesBack();
        }

        stage.tell("the gateway is back");
        confirmedAndChargedOnce(stage, orderId);
    }

    private static void awkwardCard(Stage stage, String card, String what) {
        stage.tell("bob's card %s %s".formatted(card, what));
        var orderId = stage.shop().place(Basket.of("bob").with("book", 1).paidByCard(card));
        confirmedAndChargedOnce(stage, orderId);
    }

    private static void confirmedAndChargedOnce(Stage stage, UUID orderId) {
        assertThat(stage.awaitEnd(orderId).status()).isEqualTo("CONFIRMED");
        stage.checkSettled(List.of(orderId));
        assertThat(stage.shop().charges(orderId)).singleElement().matches(Charge::wasMade, "was charged");
        stage.tell("confirmed, and charged once in the gateway's own books");
    }
}
