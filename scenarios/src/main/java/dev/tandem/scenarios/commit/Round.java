package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Coordination;
import dev.tandem.scenarios.shop.Order;
import dev.tandem.scenarios.shop.Receipt;
import dev.tandem.scenarios.shop.Transaction;
import dev.tandem.scenarios.shop.Unanswered;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;

/** What stories of distributed transactions do again and again: place an order at once, and look at who waits. */
final class Round {

    static final String COORDINATOR = "saga-orchestrator";
    static final List<String> PARTICIPANTS =
            List.of("order-service", "payment-service", "inventory-service", "shipping-service");

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String PREPARED = "SELECT gid FROM pg_prepared_xacts ORDER BY gid";

    private final Stage stage;
    private final Coordination coordination;

    Round(Stage stage) {
        this.stage = stage;
        this.coordination = stage.coordination();
    }

    /** What most stories order. */
    static Basket basket() {
        return Basket.of("bob").with("headphones", 1).coordinatedBy("two-phase-commit");
    }

    /** Places an order; a shop that cannot even take it down, because its database has just come back, is asked again. */
    Receipt place() {
        return await("an order is taken down")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .ignoreException(Unanswered.class)
                .until(() -> stage.shop().placeAtOnce(basket()), receipt -> true);
    }

    CompletableFuture<Receipt> placeInTheBackground() {
        return CompletableFuture.supplyAsync(this::place);
    }

    /** The names of all prepared transactions of the platform's server. */
    List<String> prepared() {
        try (var connection = stage.connect("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(PREPARED)) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new Unanswered("the database does not answer", e);
        }
    }

    void awaitPrepared(IntPredicate howMany) {
        await("prepared transactions")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreException(Unanswered.class)
                .until(() -> howMany.test(prepared().size()));
    }

    /** The transaction of the only order under way, once all have voted. */
    UUID awaitVoted() {
        awaitPrepared(count -> count == PARTICIPANTS.size());
        var gid = prepared().getFirst();
        return UUID.fromString(gid.substring(gid.lastIndexOf(':') + 1));
    }

    /** Waits until the transaction has ended as it should, and nobody waits for a decision any more. */
    Transaction awaitEnd(UUID id, String state) {
        var ended = awaitState(COORDINATOR, id, state);
        awaitPrepared(count -> count == 0);
        stage.tell("the transaction is %s in epoch %d, and nothing is in doubt".formatted(state, ended.epoch()));
        return ended;
    }

    Transaction awaitState(String coordinator, UUID id, String state) {
        return await("transaction %s is %s".formatted(id, state))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(Unanswered.class)
                .until(
                        () -> coordination.transaction(coordinator, id),
                        found -> found.filter(it -> it.state().equals(state)).isPresent())
                .orElseThrow();
    }

    /** Waits until the order is there for everybody, with all that belongs to it. */
    Order awaitConfirmed(UUID orderId) {
        var order = stage.awaitEnd(orderId);
        assertThat(order.status()).as("%s", order).isEqualTo("CONFIRMED");
        stage.checkSettled(List.of(orderId));
        return order;
    }

    /** Waits until the record of an aborted order is there, and makes sure that there is nothing else. */
    Order awaitAborted(UUID orderId, String reason) {
        var order = stage.awaitEnd(orderId);
        assertThat(order.status()).as("%s", order).isEqualTo("CANCELLED");
        assertThat(order.reason()).isEqualTo(reason);
        assertThat(stage.shop().payments(orderId)).isEmpty();
        assertThat(stage.shop().reservations(orderId)).isEmpty();
        assertThat(stage.shop().shipments(orderId)).isEmpty();
        return order;
    }
}
