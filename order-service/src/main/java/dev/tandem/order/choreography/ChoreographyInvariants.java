package dev.tandem.order.choreography;

import dev.tandem.defaults.invariants.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must be true at any moment of orders that nobody conducts. */
@Configuration(proxyBeanMethods = false)
class ChoreographyInvariants {

    private static final String UNWATCHED = """
            SELECT format('order %s is pending, choreographed, and has no deadline', order_id)
              FROM orders
             WHERE status = 'PENDING'
               AND coordination = 'saga-choreographed'
               AND NOT EXISTS (SELECT FROM choreography WHERE choreography.order_id = orders.order_id)
             ORDER BY order_id
            """;

    @Bean
    Invariant pendingChoreographedOrdersHaveADeadline(JdbcClient jdbc) {
        return Invariant.of(
                "choreographed-orders-have-a-deadline",
                () -> jdbc.sql(UNWATCHED).query(String.class).list());
    }
}
