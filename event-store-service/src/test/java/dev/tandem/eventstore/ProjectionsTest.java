package dev.tandem.eventstore;

import static dev.tandem.eventstore.Client.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.eventstore.projection.Projection;
import dev.tandem.testsupport.PostgresServer;
import dev.tandem.testsupport.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.StringUtils;

@WholeService
@TestPropertySource(properties = "logging.level.dev.tandem.eventstore.projection=debug")
@ExtendWith(OutputCaptureExtension.class)
@Import(ProjectionsTest.Shares.class)
class ProjectionsTest {

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
    private Orders orders = new Orders(http, customer);

    @BeforeEach
    void connect() {
        http = new Client(port);
        orders = new Orders(http, customer);
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
        orders.place(order, "50.00");
        orders.confirm(order);
        orders.awaitViews();

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
        orders.place(order, "50.00");
        orders.awaitViews();
        assertThat(http.get("/views/orders/" + order).body().path("status").asText())
                .isEqualTo("PENDING");
        assertThat(finished()).doesNotContain(order.toString());
        assertThat(sold()).isEqualTo(before);

        orders.confirm(order);
        orders.awaitViews();

        assertThat(finished()).contains(order.toString());
        assertThat(sold()).isEqualTo(before + 50.0);
    }

    @Test
    void whatIsToldAgainUnderAnotherIdCountsOnceHoweverItFallsIntoBatches() throws Exception {
        var before = sold();
        orders.place(order, "50.00");
        orders.confirm(order);
        orders.awaitViews();
        var confirmed = http.get("/views/orders/" + order).body();
        orders.confirm(order);
        orders.place(order, "70.00");
        orders.confirm(order);
        orders.awaitViews();
        assertThat(http.get("/views/orders/" + order).body()).isEqualTo(confirmed);
        assertThat(sold()).isEqualTo(before + 50.0);

        orders.cancel(order);
        orders.awaitViews();
        orders.confirm(order);
        orders.cancel(order);
        orders.awaitViews();

        assertThat(http.get("/views/orders/" + order).body().path("status").asText())
                .isEqualTo("CANCELLED");
        assertThat(sold()).isEqualTo(before + 50.0);
        assertThat(orders.invariants().path("holds").asBoolean())
                .as("a fresh replay, which is one batch, says the same: %s", orders.invariants())
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
        orders.awaitViews();

        var trace = http.get("/views/transactions/trace-" + order).body();

        assertThat(trace.path("events").findValuesAsText("streamId"))
                .containsExactly("payment-" + order, "order-" + order, "shipping-" + order);
        assertThat(http.get("/views/transactions/none").type()).isEqualTo("/problems/transaction-not-found");
    }

    @Test
    void whatCannotBeProjectedStopsThatViewForEverybodyToSeeAndIsNeverPassedOver() throws Exception {
        http.append("shares-1", Map.of(), event("Shared", "{\"among\": 4}"), event("Shared", "{\"among\": 0}"));
        http.append("shares-1", Map.of(), event("Shared", "{\"among\": 5}"));
        await().atMost(Orders.PATIENCE).until(() -> status("shares").equals("FAILED"));

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
        await().atMost(Orders.PATIENCE).until(() -> status("shares").equals("FAILED"));
        assertThat(shares()).containsExactly(25);

        jdbc.sql("INSERT INTO public.mended VALUES (1)").update();
        http.post("/projections/shares/resume");
        await().atMost(Orders.PATIENCE).until(() -> shares().size() == 3);
        assertThat(shares()).containsExactly(25, 100, 16);

        http.post("/projections/shares/rebuild");
        await().atMost(Orders.PATIENCE).until(() -> shares().getFirst() == 20);
    }

    @Test
    void aPausedViewStandsStillUntilItIsResumed() throws Exception {
        http.post("/projections/customer-orders/pause");
        orders.place(order, "50.00");
        await().atMost(Orders.PATIENCE)
                .until(() -> http.get("/views/orders/" + order).status() == 200);

        assertThat(status("customer-orders")).isEqualTo("PAUSED");
        assertThat(http.get("/views/customers/" + customer + "/orders").body().path("items"))
                .isEmpty();

        http.post("/projections/customer-orders/resume");
        orders.awaitViews();
        assertThat(http.get("/views/customers/" + customer + "/orders").body().path("items"))
                .hasSize(1);
    }

    @Test
    void whenConnectionsDieInTheMiddleNothingCountsTwice() throws Exception {
        var database = new TestDatabase(databaseUrl, databaseUser, databaseUser);
        var ids = Orders.ids(100);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var load = threads.submit(() -> {
                orders.placeAndConfirm(ids);
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
        orders.awaitViews();

        assertThat(notifications()).isEqualTo(100);
        assertThat(orders.invariants().path("holds").asBoolean())
                .as("%s", orders.invariants())
                .isTrue();
    }

    @Test
    void anOutageIsToldOnceAndThatItIsOver(CapturedOutput output) throws Exception {
        orders.place(order, "50.00");
        orders.awaitViews();

        jdbc.sql("ALTER TABLE projection_generation RENAME TO projection_generation_away")
                .update();
        await().atMost(Orders.PATIENCE)
                .until(() -> StringUtils.countOccurrencesOf(output.getOut(), "projection orders still waits") >= 2);
        jdbc.sql("ALTER TABLE projection_generation_away RENAME TO projection_generation")
                .update();
        await().atMost(Orders.PATIENCE).until(() -> output.getOut().contains("projection orders goes on"));

        assertThat(StringUtils.countOccurrencesOf(output.getOut(), "projection orders waits"))
                .isEqualTo(1);
        assertThat(output.getOut()).containsPattern("WARN .*projection orders waits, and is tried again");
        orders.confirm(order);
        orders.awaitViews();
        assertThat(finished()).contains(order.toString());
    }

    @Test
    void aWrongViewBreaksAnInvariant() throws Exception {
        orders.place(order, "50.00");
        orders.awaitViews();
        var generation =
                http.get("/projections/orders").body().path("generation").asInt();
        var change = "UPDATE view_orders_%d.order_detail SET total = total + :by WHERE order_id = :order"
                .formatted(generation);

        jdbc.sql(change).param("by", 1).param("order", order).update();
        var broken = orders.invariants();
        jdbc.sql(change).param("by", -1).param("order", order).update();

        assertThat(broken.path("holds").asBoolean()).isFalse();
        assertThat(broken.toString()).contains("order_detail");
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

    private long notifications() {
        return jdbc.sql("SELECT count(*) FROM notification WHERE customer_id = :customer")
                .param("customer", customer)
                .query(Long.class)
                .single();
    }
}
