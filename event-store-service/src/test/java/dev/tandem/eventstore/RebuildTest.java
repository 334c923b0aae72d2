package dev.tandem.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Views that are made anew beside those that are read. */
@WholeService
class RebuildTest {

    private final String customer = "customer-" + UUID.randomUUID();

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Client http = new Client(0);
    private Orders orders = new Orders(http, customer);

    @BeforeEach
    void connect() {
        http = new Client(port);
        orders = new Orders(http, customer);
    }

    @Test
    void aViewIsMadeAnewUnderLoadWithoutTellingAnybodyTwice() throws Exception {
        var ids = Orders.ids(150);
        orders.placeAndConfirm(ids.subList(0, 100));
        orders.awaitViews();
        var generation = http.get("/projections/customer-activity")
                .body()
                .path("generation")
                .asInt();
        jdbc.sql("UPDATE view_customer_activity_%d.activity SET action = 'Damaged'".formatted(generation))
                .update();

        assertThat(http.post("/projections/customer-activity/rebuild").status()).isEqualTo(202);
        orders.placeAndConfirm(ids.subList(100, 150));

        await().atMost(Orders.PATIENCE)
                .until(() -> http.get("/projections/customer-activity")
                                .body()
                                .path("generation")
                                .asInt()
                        > generation);
        orders.awaitViews();
        assertThat(orders.invariants().path("holds").asBoolean())
                .as("%s", orders.invariants())
                .isTrue();
        assertThat(notifications()).isEqualTo(150);
    }

    @Test
    void rebuildsComeOneAtATimeAndUnknownProjectionsAreNotFound() throws Exception {
        assertThat(http.post("/projections/unknown/rebuild").type()).isEqualTo("/problems/projection-not-found");
        assertThat(http.get("/actuator/projections").body()).hasSize(5);
        assertThat(http.get("/actuator/metrics/tandem.projection.lag").status()).isEqualTo(200);
    }

    private long notifications() {
        return jdbc.sql("SELECT count(*) FROM notification WHERE customer_id = :customer")
                .param("customer", customer)
                .query(Long.class)
                .single();
    }
}
