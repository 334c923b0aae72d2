package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Guide, pattern 4, 'Event Sourcing with Idempotency': an event has an id, a log takes an id once, and what is made
 * of the log is the same however often an event comes.
 */
public final class IdempotencyEventId implements Story {

    /** Of a choreographed order that comes to its end, in all services. */
    private static final int EVENTS = 6;

    @Override
    public String name() {
        return "idempotency-event-id";
    }

    @Override
    public String about() {
        return "Every event of an order comes again, twice and shuffled, under its own id: no log takes it a second time.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var order = shop.place(Basket.of("carol").with("book", 1).choreographed());
        assertThat(stage.awaitEnd(order).isConfirmed()).isTrue();
        stage.checkSettled(List.of(order));
        stage.awaitFlow(order, "is heard to its end", flow -> flow.isCompleteWith(EVENTS));
        var before = seen(stage, order);
        stage.tell("the order's log knows %d events".formatted(before));

        for (var i = 0; i < 2; i++) {
            var messages = stage.redelivery()
                    .of(List.of(order), new Random(stage.options().seed() + i), false);
            stage.tell("%d events came again".formatted(messages));
        }
        assertThat(seen(stage, order)).isEqualTo(before);
        stage.tell("the log still knows %d".formatted(before));
        stage.checkSettled(List.of(order));
    }

    private static long seen(Stage stage, UUID order) {
        try (var database = stage.connect("orders");
                var query = database.prepareStatement("SELECT count(*) FROM flow_event WHERE order_id = ?")) {
            query.setObject(1, order);
            var rows = query.executeQuery();
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError("the events cannot be counted", e);
        }
    }
}
