package dev.tandem.order.journal;

import dev.tandem.defaults.invariants.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must be true of orders at any moment. That status and reason fit together is a constraint of the table. */
@Configuration(proxyBeanMethods = false)
class OrderInvariants {

    private static final String GAPS = """
            SELECT format('%s has %s events, and the last is number %s', stream_id, count(*), max(version))
              FROM event_journal
             GROUP BY stream_id
            HAVING count(*) <> max(version)
             ORDER BY stream_id
            """;

    private static final String LONELY = """
            SELECT format('order %s has no events', order_id)
              FROM orders
             WHERE NOT EXISTS (SELECT FROM event_journal AS event WHERE event.stream_id = 'order-' || orders.order_id)
             UNION ALL
            SELECT format('%s has events, and no row', stream_id)
              FROM event_journal AS event
             WHERE version = 1
               AND NOT EXISTS (SELECT FROM orders WHERE 'order-' || orders.order_id = event.stream_id)
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
