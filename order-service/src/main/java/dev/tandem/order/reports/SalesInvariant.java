package dev.tandem.order.reports;

import dev.tandem.defaults.invariants.Invariant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The lines of an order add up to what it costs as long as it is confirmed, and to nothing otherwise. */
@Component
class SalesInvariant implements Invariant {

    private static final String DIFFERENT = """
            SELECT format('order %s is %s at %s, and its sales add up to %s',
                          order_id, status, orders.total, coalesce(line.sold, 0))
              FROM orders
              FULL JOIN (SELECT order_id, sum(CASE kind WHEN 'SALE' THEN amount ELSE -amount END) AS sold
                           FROM sale
                          GROUP BY order_id) AS line USING (order_id)
             WHERE coalesce(line.sold, 0) <> CASE WHEN status = 'CONFIRMED' THEN orders.total ELSE 0 END
             ORDER BY order_id
            """;

    private final JdbcClient jdbc;

    SalesInvariant(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "sales-equal-confirmed-orders";
    }

    @Override
    public List<String> check() {
        return jdbc.sql(DIFFERENT).query(String.class).list();
    }
}
