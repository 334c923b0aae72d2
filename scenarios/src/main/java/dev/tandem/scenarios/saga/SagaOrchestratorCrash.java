package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Fault;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Guide, 'Saga Execution Coordinator': on restart, read the state and resume. Frozen participants hold four sagas at
 * four different points when the orchestrator is killed; then it dies by itself after each transition of an order, on the
 * way forward and on the way back.
 */
public final class SagaOrchestratorCrash implements Story {

    private static final String RESERVE_FIRST = "order-fulfillment-reserve-first";

    @Override
    public String name() {
        return "saga-orchestrator-crash";
    }

    @Override
    public String about() {
        return "The orchestrator dies with sagas at every step, and after every transition: each goes on where it was.";
    }

    @Override
    public void play(Stage stage) {
        sagasAtEveryStep(stage);
        crashAfterEachTransition(stage);
    }

    /** Its state is on the disk, the command that it causes is not sent: semantics of the inbox, step by step. */
    private static void crashAfterEachTransition(Stage stage) {
        var confirmed = Basket.of("alice").with("book", 1).paidByCard("tok_visa");
        var undeliverable = Basket.of("bob").with("book", 1).shippedTo("AQ");
        // Forward: started, paid, reserved, shipped, reservation confirmed, order confirmed.
        IntStream.range(0, 6).forEach(hit -> crash(stage, "saga.after-persist", hit, confirmed, "CONFIRMED"));
        // Started, paid, reserved, refused, and back: released, refunded, cancelled.
        IntStream.range(3, 7).forEach(hit -> crash(stage, "saga.after-persist", hit, undeliverable, "CANCELLED"));
        crash(stage, "saga.after-load", 1, confirmed, "CONFIRMED");
        crash(stage, "saga.before-persist", 2, confirmed, "CONFIRMED");
    }

    private static void crash(Stage stage, String point, int hit, Basket basket, String outcome) {
        stage.arm("saga-orchestrator", Fault.crashAt(point).skipping(hit));
        var orderId = stage.shop().place(basket);
        stage.awaitDeath("saga-orchestrator");
        stage.start("saga-orchestrator");
        assertThat(stage.awaitEnd(orderId).status()).isEqualTo(outcome);
        stage.awaitSagaEnd(orderId); // its last transition, before the next order counts hits
        stage.checkSettled(List.of(orderId));
        stage.tell("crashed at %s, hit %d: the order is %s nevertheless".formatted(point, hit + 1, outcome));
    }

    private static void sagasAtEveryStep(Stage stage) {
        var shop = stage.shop();

        stage.pause("shipping-service");
        var atShipment = shop.place(Basket.of("alice").with("book", 1));
        awaitAt(stage, atShipment, "RUNNING", "create-shipment");

        stage.pause("payment-service");
        var declined = shop.place(
                Basket.of("bob").with("book", 1).paidByCard("tok_declined").carriedOutBy(RESERVE_FIRST));
        awaitAt(stage, declined, "RUNNING", "process-payment");

        stage.pause("inventory-service");
        var atReservation = shop.place(Basket.of("carol").with("book", 1).carriedOutBy(RESERVE_FIRST));
        awaitAt(stage, atReservation, "RUNNING", "reserve-inventory");

        stage.resume("payment-service");
        awaitAt(stage, declined, "COMPENSATING", "reserve-inventory");

        stage.pause("payment-service");
        var atPayment = shop.place(Basket.of("dave").with("book", 1));
        awaitAt(stage, atPayment, "RUNNING", "process-payment");

        stage.kill("saga-orchestrator");
        stage.start("saga-orchestrator");
        stage.resume("payment-service");
        stage.resume("inventory-service");
        stage.resume("shipping-service");

        var ended = stage.awaitEnd(List.of(atShipment, atReservation, atPayment, declined));
        assertThat(ended)
                .extracting(order -> order.status())
                .containsExactly("CONFIRMED", "CONFIRMED", "CONFIRMED", "CANCELLED");
        assertThat(ended.getLast().reason()).isEqualTo("PAYMENT_DECLINED");
        stage.checkSettled(List.of(atShipment, atReservation, atPayment, declined));
        stage.tell("three are confirmed, and the one that was turning back is cancelled: PAYMENT_DECLINED");
    }

    private static void awaitAt(Stage stage, UUID orderId, String status, String step) {
        stage.awaitSaga(
                orderId,
                "is %s at %s".formatted(status, step),
                saga -> saga.status().equals(status) && step.equals(saga.currentStep()));
        stage.tell("a saga is %s at %s".formatted(status, step));
    }
}
