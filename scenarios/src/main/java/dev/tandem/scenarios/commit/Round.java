package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Coordination;
import dev.tandem.scenarios.shop.Fault;
import dev.tandem.scenarios.shop.Order;
import dev.tandem.scenarios.shop.Receipt;
import dev.tandem.scenarios.shop.Transaction;
import dev.tandem.scenarios.shop.Unanswered;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
    private final String protocol;

    /** Of two-phase commit. */
    Round(Stage stage) {
        this(stage, "two-phase-commit");
    }

    private Round(Stage stage, String protocol) {
        this.stage = stage;
        this.coordination = stage.coordination();
        this.protocol = protocol;
    }

    static Round ofThreePhases(Stage stage) {
        return of("three-phase-commit", stage);
    }

    static Round of(String protocol, Stage stage) {
        return new Round(stage, protocol);
    }

    /** What most stories order. */
    static Basket basket() {
        return Basket.of("bob").with("headphones", 1).coordinatedBy("two-phase-commit");
    }

    /** Places an order; a shop that cannot even take it down, because its database has just come back, is asked again. */
    Receipt place() {
        return place(basket());
    }

    Receipt place(Basket basket) {
        return await("an order is taken down")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .ignoreException(Unanswered.class)
                .until(() -> stage.shop().placeAtOnce(basket.coordinatedBy(protocol)), receipt -> true);
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

    /** Places an order whose coordinator has written down that all voted yes, and has four seconds left to tell it. */
    Announcement announce() {
        stage.arm(COORDINATOR, Fault.delayAt("coordinator.before-pre-commit", Duration.ofSeconds(4)));
        var receipt = placeInTheBackground();
        var id = awaitVoted();
        awaitState(COORDINATOR, id, "PRE_COMMITTING");
        return new Announcement(id, receipt);
    }

    /** An order that all have voted yes to, and what its customer will hear. */
    record Announcement(UUID id, CompletableFuture<Receipt> receipt) {}

    /** Waits until these have of a transaction what they should have. */
    void awaitBranches(UUID id, String state, Collection<String> participants) {
        for (var participant : participants) {
            await("%s is %s".formatted(participant, state))
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreException(Unanswered.class)
                    .until(() -> coordination.branch(participant, id), Optional.of(state)::equals);
        }
    }

    /** Waits until nobody is in doubt any more, and all have the same. */
    void awaitAgreement(UUID id, String state) {
        awaitPrepared(count -> count == 0);
        awaitBranches(id, state, PARTICIPANTS);
    }

    /** Waits until it has ended, and makes sure that everybody who had a part in it has what was decided. */
    void checkAgreed(UUID id) {
        var transaction = await("transaction %s ends".formatted(id))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(Unanswered.class)
                .until(() -> coordination.transaction(COORDINATOR, id), Round::hasEndedOrNeverBegun);
        var outcome = transaction.map(Transaction::state).orElse("ABORTED");
        for (var participant : PARTICIPANTS) {
            assertThat(coordination.branch(participant, id).orElse("ABORTED"))
                    .as("what %s has of transaction %s", participant, id)
                    .isEqualTo(outcome);
        }
        transaction.ifPresent(it -> assertThat(it.heuristic()).isNull());
        assertThat(stage.shop().order(id).isConfirmed()).isEqualTo(outcome.equals("COMMITTED"));
    }

    private static boolean hasEndedOrNeverBegun(Optional<Transaction> transaction) {
        return transaction
                .map(Transaction::state)
                .map(state -> state.equals("COMMITTED") || state.equals("ABORTED"))
                .orElse(true);
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
