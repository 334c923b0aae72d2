package dev.tandem.eventstore;

import static dev.tandem.eventstore.Client.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.eventstore.projection.Projection;
import dev.tandem.testsupport.PostgresServer;
import dev.tandem.testsupport.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeService
@Import(ProjectionsTest.Shares.class)
class ProjectionsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final UUID order = UUID.randomUUID();
    private final String customer = "customer-" + order;

    @Autowired
    private JdbcClient jdbc;

    @Value("${spring.datasource.url}")
    private String databaseUrl = "";

    @Value("${spring.datasource.username}")
    private String databaseUser = "";

    @LocalServerPort
    private int port;

    private Client http = new Client(0);

    @BeforeEach
    void connect() {
        http = new Client(port);
    }

    /** A view that divides a hundred by what it is told, and cannot divide by nothing until somebody mends it. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Shares {
        @Bean
        Projection shares() {
            return new Projection("shares", List.of("Shared"), """
                    CREATE TABLE IF NOT EXISTS public.mended (n integer NOT NULL);
                    CREATE TABLE share (position bigint PRIMARY KEY, partition_number smallint, each integer);
                    """, List.of("share"), List.of("""
                            INSERT INTO share
                            SELECT position, :partition,
                                   100 / ((data ->> 'among')::integer + (SELECT coalesce(sum(n), 0) FROM public.mended))
                              FROM batch
                            """));
        }
    }

    @Test
    void viewsFollowTheLog() throws Exception {
        place(order, "50.00");
        confirm(order);
        awaitAll();

        var view = http.get("/views/orders/" + order).body();
        assertThat(view.path("status").asText()).isEqualTo("CONFIRMED");
        assertThat(view.path("total").asText()).isEqualTo("50.00");
        assertThat(view.path("version").asInt()).isEqualTo(2);
        assertThat(view.at("/items/0/sku").asText()).isEqualTo("book");
        assertThat(http.get("/views/customers/" + customer + "/orders")
                        .body()
                        .at("/items/0/status")
                        .asText())
                .isEqualTo("CONFIRMED");
        assertThat(http.get("/views/customers/" + customer + "/activity")
                        .body()
                        .path("items")
                        .findValuesAsText("action"))
                .containsExactly("Order confirmed", "Placed an order");
        assertThat(notifications()).isEqualTo(1);
    }

    @Test
    void aStableViewKnowsOnlyWhatIsDecided() throws Exception {
        var before = sold();
        place(order, "50.00");
        awaitAll();
        assertThat(http.get("/views/orders/" + order).body().path("status").asText())
                .isEqualTo("PENDING");
        assertThat(finished()).doesNotContain(order.toString());
        assertThat(sold()).isEqualTo(before);

        confirm(order);
        awaitAll();

        assertThat(finished()).contains(order.toString());
        assertThat(sold()).isEqualTo(before + 50.0);
    }

    @Test
    void whatIsToldAgainUnderAnotherIdCountsOnceHoweverItFallsIntoBatches() throws Exception {
        var before = sold();
        place(order, "50.00");
        confirm(order);
        awaitAll();
        var confirmed = http.get("/views/orders/" + order).body();
        confirm(order);
        place(order, "70.00");
        confirm(order);
        awaitAll();
        assertThat(http.get("/views/orders/" + order).body()).isEqualTo(confirmed);
        assertThat(sold()).isEqualTo(before + 50.0);

        cancel(order);
        awaitAll();
        confirm(order);
        cancel(order);
        awaitAll();

        assertThat(http.get("/views/orders/" + order).body().path("status").asText())
                .isEqualTo("CANCELLED");
        assertThat(sold()).isEqualTo(before + 50.0);
        assertThat(invariants().path("holds").asBoolean())
                .as("a fresh replay, which is one batch, says the same: %s", invariants())
                .isTrue();
    }

    @Test
    void aTransactionIsTracedOverAllServicesInTheOrderOfWhatHappened() throws Exception {
        for (var kind : List.of("payment", "order", "shipping")) {
            http.append(
                    kind + "-" + order,
                    Map.of("X-Correlation-Id", "trace-" + order),
                    event("Noted", "{\"kind\": \"%s\"}".formatted(kind)));
        }
        awaitAll();

        var trace = http.get("/views/transactions/trace-" + order).body();

        assertThat(trace.path("events").findValuesAsText("streamId"))
                .containsExactly("payment-" + order, "order-" + order, "shipping-" + order);
        assertThat(http.get("/views/transactions/none").type()).isEqualTo("/problems/transaction-not-found");
    }

    @Test
    void whatCannotBeProjectedStopsThatViewForEverybodyToSeeAndIsNeverPassedOver() throws Exception {
        http.append("shares-1", Map.of(), event("Shared", "{\"among\": 4}"), event("Shared", "{\"among\": 0}"));
        http.append("shares-1", Map.of(), event("Shared", "{\"among\": 5}"));
        await().atMost(PATIENCE).until(() -> status("shares").equals("FAILED"));

        var failed = http.get("/projections/shares").body();
        assertThat(failed.at("/failure/cause").asText()).contains("division by zero");
        assertThat(http.get("/events?limit=1&after="
                                + (failed.at("/failure/position").asLong() - 1))
                        .body()
                        .at("/items/0/data/among")
                        .asInt())
                .isZero();
        assertThat(shares()).containsExactly(25);
        assertThat(status("orders")).isEqualTo("RUNNING");

        http.post("/projections/shares/resume"); // nothing is mended
        await().atMost(PATIENCE).until(() -> status("shares").equals("FAILED"));
        assertThat(shares()).containsExactly(25);

        jdbc.sql("INSERT INTO public.mended VALUES (1)").update();
        http.post("/projections/shares/resume");
        await().atMost(PATIENCE).until(() -> shares().size() == 3);
        assertThat(shares()).containsExactly(25, 100, 16);

        http.post("/projections/shares/rebuild");
        await().atMost(PATIENCE).until(() -> shares().getFirst() == 20);
    }

    @Test
    void aPausedViewStandsStillUntilItIsResumed() throws Exception {
        http.post("/projections/customer-orders/pause");
        place(order, "50.00");
        await().atMost(PATIENCE).until(() -> http.get("/views/orders/" + order).status() == 200);

        assertThat(status("customer-orders")).isEqualTo("PAUSED");
        assertThat(http.get("/views/customers/" + customer + "/orders").body().path("items"))
                .isEmpty();

        http.post("/projections/customer-orders/resume");
        awaitAll();
        assertThat(http.get("/views/customers/" + customer + "/orders").body().path("items"))
                .hasSize(1);
    }

    @Test
    void aViewIsMadeAnewUnderLoadWithoutTellingAnybodyTwice() throws Exception {
        var orders = IntStream.range(0, 150).mapToObj(i -> UUID.randomUUID()).toList();
        placeAndConfirm(orders.subList(0, 100));
        awaitAll();
        var generation = http.get("/projections/customer-activity")
                .body()
                .path("generation")
                .asInt();
        jdbc.sql("UPDATE view_customer_activity_%d.activity SET action = 'Damaged'".formatted(generation))
                .update();

        assertThat(http.post("/projections/customer-activity/rebuild").status()).isEqualTo(202);
        placeAndConfirm(orders.subList(100, 150));

        await().atMost(PATIENCE)
                .until(() -> http.get("/projections/customer-activity")
                                .body()
                                .path("generation")
                                .asInt()
                        > generation);
        awaitAll();
        assertThat(invariants().path("holds").asBoolean())
                .as("%s", invariants())
                .isTrue();
        assertThat(notifications()).isEqualTo(150);
    }

    @Test
    void whenConnectionsDieInTheMiddleNothingCountsTwice() throws Exception {
        var database = new TestDatabase(databaseUrl, databaseUser, databaseUser);
        var orders = IntStream.range(0, 100).mapToObj(i -> UUID.randomUUID()).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var load = threads.submit(() -> {
                placeAndConfirm(orders);
                return true;
            });
            while (!load.isDone()) {
                try (var superuser = PostgresServer.shared().superuser(database);
                        var statement = superuser.createStatement()) {
                    statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
                            + databaseUser + "' AND state <> 'idle' AND random() < 0.3");
                }
                await().pollDelay(Duration.ofMillis(200)).until(() -> true);
            }
            load.get();
        }
        awaitAll();

        assertThat(notifications()).isEqualTo(100);
        assertThat(invariants().path("holds").asBoolean())
                .as("%s", invariants())
                .isTrue();
    }

    @Test
    void aWrongViewBreaksAnInvariant() throws Exception {
        place(order, "50.00");
        awaitAll();
        var generation =
                http.get("/projections/orders").body().path("generation").asInt();
        var change = "UPDATE view_orders_%d.order_detail SET total = total + :by WHERE order_id = :order"
                .formatted(generation);

        jdbc.sql(change).param("by", 1).param("order", order).update();
        var broken = invariants();
        jdbc.sql(change).param("by", -1).param("order", order).update();

        assertThat(broken.path("holds").asBoolean()).isFalse();
        assertThat(broken.toString()).contains("order_detail");
    }

    @Test
    void rebuildsComeOneAtATimeAndUnknownProjectionsAreNotFound() throws Exception {
        assertThat(http.post("/projections/unknown/rebuild").type()).isEqualTo("/problems/projection-not-found");
        assertThat(http.get("/actuator/projections").body()).hasSize(6);
        assertThat(http.get("/actuator/metrics/tandem.projection.lag").status()).isEqualTo(200);
    }

    private void placeAndConfirm(List<UUID> orders) throws Exception {
        try (var customers = Executors.newFixedThreadPool(8)) {
            for (var done : customers.invokeAll(orders.stream()
                    .map(id -> (Callable<Boolean>) () -> {
                        place(id, "10.00");
                        confirm(id);
                        return true;
                    })
                    .toList())) {
                done.get();
            }
        }
    }

    private void place(UUID id, String total) throws Exception {
        appendUntilItIsThere(id, event("OrderCreated", """
                {"orderId": "%s", "customerId": "%s", "items": [{"sku": "book", "quantity": 2, "unitPrice": 25.00}],
                 "total": %s, "currency": "EUR", "coordination": "saga-orchestrated"}""".formatted(id, customer, total)));
    }

    private void confirm(UUID id) throws Exception {
        appendUntilItIsThere(id, event("OrderConfirmed", """
                {"orderId": "%s", "paymentId": "%s", "reservationId": "%s", "shipmentId": "%s"}""".formatted(
                        id, UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())));
    }

    private void cancel(UUID id) throws Exception {
        appendUntilItIsThere(
                id, event("OrderCancelled", "{\"orderId\": \"%s\", \"reason\": \"CUSTOMER_REQUEST\"}".formatted(id)));
    }

    /** As a client does whose answer was lost: the same again. */
    private void appendUntilItIsThere(UUID id, String event) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> http.append("order-" + id, Map.of(), event).status() < 300);
    }

    private void awaitAll() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> http.get("/projections")
                        .body()
                        .path("items")
                        .valueStream()
                        .filter(projection -> !projection.path("name").asText().equals("shares"))
                        .allMatch(projection -> projection.path("lag").asLong() == 0));
    }

    private String status(String projection) throws Exception {
        return http.get("/projections/" + projection).body().path("status").asText();
    }

    private List<Integer> shares() throws Exception {
        var generation =
                http.get("/projections/shares").body().path("generation").asInt();
        return jdbc.sql("SELECT each FROM view_shares_%d.share ORDER BY position".formatted(generation))
                .query(Integer.class)
                .list();
    }

    private List<String> finished() throws Exception {
        return http.get("/views/finished-orders?limit=500").body().path("items").findValuesAsText("orderId");
    }

    private double sold() throws Exception {
        return http.get("/views/sales/daily")
                .body()
                .path("items")
                .valueStream()
                .mapToDouble(day -> day.path("revenue").asDouble())
                .sum();
    }

    private JsonNode invariants() throws Exception {
        return http.get("/actuator/invariants").body();
    }

    private long notifications() {
        return jdbc.sql("SELECT count(*) FROM notification WHERE customer_id = :customer")
                .param("customer", customer)
                .query(Long.class)
                .single();
    }
}
