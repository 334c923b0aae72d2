package dev.tandem.order.journal;

import dev.tandem.defaults.invariants.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must be true of orders at any moment. That status and reason fit together is a constraint of the table. */
@Configuration(proxyBeanMethods = false)
class OrderInvariants {

    private static final String GAPS = """
            SELECT format('order %s has %s events, and the last is number %s', order_id, count(*), max(version))
              FROM order_event
             GROUP BY order_id
            HAVING count(*) <> max(version)
             ORDER BY order_id
            """;

    private static final String LONELY = """
            SELECT format('order %s has no events', order_id)
              FROM orders
             WHERE NOT EXISTS (SELECT FROM order_event AS event WHERE event.order_id = orders.order_id)
             UNION ALL
            SELECT format('order %s has events, and no row', order_id)
              FROM order_event AS event
             WHERE version = 1
               AND NOT EXISTS (SELECT FROM orders WHERE orders.order_id = event.order_id)
            """;

    @Bean
    Invariant ordersEqualTheirEvents(Replays replays) {
        return Invariant.of("orders-equal-their-events", replays::differences);
    }

    @Bean
    Invariant ordersHaveEvents(JdbcClient jdbc) {
        return Invariant.of(
                "orders-have-events", () -> jdbc.sql(LONELY).query(String.class).list());
    }

    @Bean
    Invariant orderVersionsHaveNoGaps(JdbcClient jdbc) {
        return Invariant.of(
                "order-versions-have-no-gaps",
                () -> jdbc.sql(GAPS).query(String.class).list());
    }
}
