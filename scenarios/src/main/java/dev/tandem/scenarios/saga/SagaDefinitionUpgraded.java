package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.local.platform.StartFailed;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Guide, 'Saga Execution Coordinator': a saga that was begun under one plan cannot be carried on under another. What an
 * incompatible deployment would find is brought about from the other side: the sagas in flight are given the checksum of
 * a plan that this code does not have.
 */
public final class SagaDefinitionUpgraded implements Story {

    private static final String ORCHESTRATOR = "saga-orchestrator";

    /** Done twice it is undone. */
    private static final String OTHER_PLAN = """
            UPDATE saga
               SET definition_checksum = reverse(definition_checksum)
             WHERE status = 'RUNNING'
               AND business_key = ANY (?)
            """;

    @Override
    public String name() {
        return "saga-definition-upgraded";
    }

    @Override
    public String about() {
        return "A deployment whose plan is not the one that running sagas follow does not start, and says whom it would strand.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        stage.pause("shipping-service");
        var orders = Stream.of("alice", "bob", "carol")
                .map(customer -> shop.place(Basket.of(customer).with("book", 1)))
                .toList();
        orders.forEach(order ->
                stage.awaitSaga(order, "waits for its shipment", saga -> "create-shipment".equals(saga.currentStep())));
        stage.tell("three sagas are at their fourth step");

        stage.stop(ORCHESTRATOR);
        exchangePlan(stage, orders);
        assertThatExceptionOfType(StartFailed.class)
                .isThrownBy(() -> stage.start(ORCHESTRATOR))
                .withMessageContaining("'order-fulfillment' version 1 is not what it was and has 3 live sagas");
        stage.tell("the new orchestrator does not start: order-fulfillment is not what it was and has 3 live sagas");

        exchangePlan(stage, orders);
        stage.start(ORCHESTRATOR);
        stage.resume("shipping-service");
        assertThat(stage.awaitEnd(orders)).allMatch(order -> order.isConfirmed());
        stage.checkSettled(orders);
        stage.tell("the old plan is back, and all three go on where they were");
    }

    private static void exchangePlan(Stage stage, List<UUID> orders) {
        try (var connection = stage.connect("coordination");
                var statement = connection.prepareStatement(OTHER_PLAN)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", orders.stream().map(UUID::toString).toArray()));
            assertThat(statement.executeUpdate()).isEqualTo(orders.size());
        } catch (SQLException e) {
            throw new IllegalStateException("the plan could not be exchanged", e);
        }
    }
}
