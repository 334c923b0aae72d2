package dev.tandem.shipping;

import dev.tandem.defaults.invariants.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must be true of shipments at any moment, and is no constraint of their table already. */
@Configuration(proxyBeanMethods = false)
class ShipmentInvariants {

    private static final String UNDELIVERABLE = """
            SELECT format('shipment %s of order %s goes to %L in %s', id, order_id, postal_code, country)
              FROM shipment
             WHERE status <> 'CANCELLED'
               AND (country = 'AQ' OR trim(postal_code) = '')
             ORDER BY id
            """;

    @Bean
    Invariant shipmentsCanBeDelivered(JdbcClient jdbc) {
        return Invariant.of(
                "shipments-can-be-delivered",
                () -> jdbc.sql(UNDELIVERABLE).query(String.class).list());
    }
}
