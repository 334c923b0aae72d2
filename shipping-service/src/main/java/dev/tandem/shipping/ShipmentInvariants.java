package dev.tandem.shipping;

import dev.tandem.defaults.invariants.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must be true of shipments at any moment. The table's constraints say most of it already. */
@Configuration(proxyBeanMethods = false)
class ShipmentInvariants {

    private static final String UNDELIVERABLE = """
            SELECT format('shipment %s of order %s goes to %L in %s', id, order_id, postal_code, country)
              FROM shipment
             WHERE status <> 'CANCELLED'
               AND (country = 'AQ' OR trim(postal_code) = '')
             ORDER BY id
            """;

    private static final String UNEXPLAINED = """
            SELECT format('shipment %s of order %s is %s because of %L', id, order_id, status, reason)
              FROM shipment
             WHERE (status = 'CANCELLED') <> (reason IS NOT NULL)
             ORDER BY id
            """;

    @Bean
    Invariant shipmentsCanBeDelivered(JdbcClient jdbc) {
        return Invariant.of(
                "shipments-can-be-delivered",
                () -> jdbc.sql(UNDELIVERABLE).query(String.class).list());
    }

    @Bean
    Invariant cancelledShipmentsHaveAReason(JdbcClient jdbc) {
        return Invariant.of(
                "cancelled-shipments-have-a-reason",
                () -> jdbc.sql(UNEXPLAINED).query(String.class).list());
    }
}
