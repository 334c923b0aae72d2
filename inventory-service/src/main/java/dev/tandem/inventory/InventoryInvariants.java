package dev.tandem.inventory;

import dev.tandem.defaults.invariants.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is true of stock and reservations after every commit; each is one statement, so it sees one moment. */
@Configuration(proxyBeanMethods = false)
class InventoryInvariants {

    private static final String OUT_OF_BOUNDS = """
            SELECT format('%s in %s: %s on hand, %s reserved', sku, warehouse, on_hand, reserved)
              FROM stock
             WHERE on_hand < 0
                OR reserved NOT BETWEEN 0 AND on_hand
             ORDER BY sku, warehouse
            """;

    private static final String RESERVED_DIFFERS = """
            SELECT format('%s in %s: %s reserved, but live reservations add up to %s',
                          sku, warehouse, reserved, coalesce(live.quantity, 0))
              FROM stock
              LEFT JOIN (SELECT line.sku, line.warehouse, sum(line.quantity) AS quantity
                           FROM reservation
                           JOIN reservation_line AS line ON line.reservation_id = reservation.id
                          WHERE reservation.status IN ('PENDING', 'CONFIRMED')
                          GROUP BY line.sku, line.warehouse) AS live USING (sku, warehouse)
             WHERE reserved <> coalesce(live.quantity, 0)
             ORDER BY sku, warehouse
            """;

    private static final String EMPTY_HANDED = """
            SELECT format('reservation %s of order %s is %s without a line', id, order_id, status)
              FROM reservation
             WHERE status <> 'RELEASED'
               AND NOT EXISTS (SELECT FROM reservation_line WHERE reservation_id = reservation.id)
             ORDER BY id
            """;

    @Bean
    Invariant stockWithinBounds(JdbcClient jdbc) {
        return sql(jdbc, "stock-within-bounds", OUT_OF_BOUNDS);
    }

    @Bean
    Invariant reservedEqualsLiveReservations(JdbcClient jdbc) {
        return sql(jdbc, "reserved-equals-live-reservations", RESERVED_DIFFERS);
    }

    @Bean
    Invariant reservationsHaveLines(JdbcClient jdbc) {
        return sql(jdbc, "reservations-have-lines", EMPTY_HANDED);
    }

    private static Invariant sql(JdbcClient jdbc, String name, String violations) {
        return Invariant.of(name, () -> jdbc.sql(violations).query(String.class).list());
    }
}
