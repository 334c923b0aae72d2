package dev.tandem.order.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tandem.contracts.order.OrderLine;
import dev.tandem.defaults.invariants.Invariant;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import dev.tandem.order.OrderServiceTest;
import dev.tandem.order.Samples;
import dev.tandem.order.catalogue.CurrentTerms;
import dev.tandem.order.domain.Terms;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An invariant that finds nothing must be able to find something. */
@OrderServiceTest
class OrderInvariantsTest {

    @Autowired
    private List<Invariant> invariants;

    @Autowired
    private Orders orders;

    @Autowired
    private CurrentTerms terms;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @ParameterizedTest(name = "{0} breaks {1}")
    @MethodSource
    void damageIsFound(String damage, String invariant) {
        var order = Samples.createOrder(Ids.next(), new OrderLine("book", 1));

        var violations = transaction.execute(status -> {
            var batch = orders.fresh();
            batch.handle(order, terms.concerning(List.of(order)), Origin.of("test"));
            batch.handle(Samples.confirmOrder(order.orderId()), Terms.NONE, Origin.of("test"));
            orders.save(batch);
            jdbc.sql("GRANT DELETE ON event_journal TO CURRENT_USER").update();
            jdbc.sql(damage).param("id", order.orderId()).update();
            status.setRollbackOnly();
            return check(invariant);
        });

        assertThat(violations)
                .singleElement()
                .asString()
                .contains(order.orderId().toString());
    }

    static Stream<Arguments> damageIsFound() {
        return Stream.of(
                arguments("UPDATE orders SET total = 1 WHERE order_id = :id", "orders-equal-their-events"),
                arguments("UPDATE orders SET version = 1 WHERE order_id = :id", "orders-equal-their-events"),
                arguments(
                        "UPDATE orders SET status = 'CANCELLED', reason = 'TIMEOUT' WHERE order_id = :id",
                        "orders-equal-their-events"),
                arguments(
                        "DELETE FROM event_journal WHERE stream_id = 'order-' || :id AND version = 2",
                        "orders-equal-their-events"),
                arguments(
                        "DELETE FROM event_journal WHERE stream_id = 'order-' || :id AND version = 1",
                        "order-versions-have-no-gaps"),
                arguments("DELETE FROM event_journal WHERE stream_id = 'order-' || :id", "orders-have-events"),
                arguments("DELETE FROM orders WHERE order_id = :id", "orders-have-events"));
    }

    private List<String> check(String name) {
        return invariants.stream()
                .filter(invariant -> invariant.name().equals(name))
                .flatMap(invariant -> invariant.check().stream())
                .toList();
    }
}
