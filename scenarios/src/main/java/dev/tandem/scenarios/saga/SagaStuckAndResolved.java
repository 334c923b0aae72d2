package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Saga;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Guide, 'Challenges with compensations', problem 2: what cannot be compensated goes to people. The first order's
 * compensation works again when it is asked once more; the second order's is done without its saga hearing of it.
 */
public final class SagaStuckAndResolved implements Story {

    private static final String RELEASED = "inventory.after-release";
    private static final String ANSWER = "inbox.before-publish";

    @Override
    public String name() {
        return "saga-stuck-and-resolved";
    }

    @Override
    public String about() {
        return "A compensation fails for good: the saga says what, whose and what is left, and an operator retries or resolves it.";
    }

    @Override
    public void play(Stage stage) {
        retried(stage);
        resolved(stage);
    }

    private static void retried(Stage stage) {
        var shop = stage.shop();
        var orderId = placeUndeliverable(stage, "alice");
        shop.fail("inventory-service", RELEASED, orderId);
        Saga stuck;
        try {
            stage.resume("shipping-service");
            stuck = awaitStuck(stage, orderId);
        } finally {
            shop.healFaults("inventory-service");
        }
        assertThat(shop.instruct(stuck.sagaId(), "compensate", "turn back"))
                .as("it has turned back")
                .isEqualTo(409);

        assertThat(shop.instruct(stuck.sagaId(), "retry", "inventory is repaired"))
                .isEqualTo(202);

        awaitUndone(stage, orderId, "RETRY_REQUESTED");
        stage.tell("the operator has it asked again: done, and the rest of the plan follows");
    }

    private static void resolved(Stage stage) {
        var shop = stage.shop();
        var orderId = placeUndeliverable(stage, "bob");
        shop.fail("inventory-service", RELEASED, orderId);
        Saga stuck;
        try {
            stage.resume("shipping-service");
            stage.awaitSaga(
                    orderId,
                    "has tried four times",
                    saga -> saga.step("reserve-inventory").attemptsAtUndoing() >= 4);
            shop.lose("inventory-service", ANSWER, orderId);
            shop.heal("inventory-service", RELEASED);
            stage.tell("the last attempt will be carried out, and its answer lost");
            stuck = awaitStuck(stage, orderId);
        } finally {
            shop.healFaults("inventory-service");
        }
        assertThat(shop.reservations(orderId)).noneMatch(reservation -> reservation.isInForce());
        stage.tell("the operator looks: the goods are given back already, only nobody said so");

        assertThat(shop.instruct(stuck.sagaId(), "resolve", "reservation is RELEASED, looked at it"))
                .isEqualTo(202);

        awaitUndone(stage, orderId, "RESOLVED");
        stage.tell("resolved by hand with a note: nothing is asked twice, and the rest of the plan follows");
    }

    /** Its reservation will have to be given back as soon as shipping goes on. */
    private static UUID placeUndeliverable(Stage stage, String customer) {
        stage.pause("shipping-service");
        var orderId = stage.shop().place(Basket.of(customer).with("book", 2).shippedTo("AQ"));
        stage.awaitSaga(orderId, "is at create-shipment", saga -> "create-shipment".equals(saga.currentStep()));
        return orderId;
    }

    private static Saga awaitStuck(Stage stage, UUID orderId) {
        var saga = stage.awaitSaga(orderId, "is stuck", Saga::isStuck);
        var stuck = Objects.requireNonNull(saga.stuck());
        assertThat(saga.reason()).isEqualTo("UNDELIVERABLE_ADDRESS");
        assertThat(stuck.compensation()).isEqualTo("release-inventory");
        assertThat(stuck.owner()).isEqualTo("inventory.commands");
        assertThat(stuck.deadLetters()).isEqualTo("inventory.commands.dlt");
        assertThat(stuck.remainingPlan()).containsExactly("release-inventory", "refund-payment", "cancel-order");
        stage.tell("STUCK: release-inventory of inventory.commands; left to do: " + stuck.remainingPlan());
        return saga;
    }

    private static void awaitUndone(Stage stage, UUID orderId, String audit) {
        var saga = stage.awaitSagaEnd(orderId);
        assertThat(saga.status()).isEqualTo("COMPENSATED");
        assertThat(saga.has(audit)).as("%s in the history", audit).isTrue();
        stage.checkSettled(List.of(orderId));
    }
}
