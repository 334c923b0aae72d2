package dev.tandem.order.reports;

import static dev.tandem.order.Samples.confirmOrder;
import static dev.tandem.order.Samples.createOrder;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.defaults.invariants.Invariant;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import dev.tandem.order.Http;
import dev.tandem.order.OrderServiceTest;
import dev.tandem.order.catalogue.CurrentTerms;
import dev.tandem.order.journal.Orders;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@OrderServiceTest
class SalesTest {

    private final String customer = "sales-" + Ids.next();
    private final UUID first = Ids.next();
    private final UUID second = Ids.next();

    @Autowired
    private Orders orders;

    @Autowired
    private CurrentTerms terms;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SalesInvariant invariant;

    @Autowired
    private List<Invariant> invariants;

    private Http http;

    @BeforeEach
    void aCustomer(@LocalServerPort int port) throws Exception {
        http = new Http(port);
        http.post("/customers", "{\"customerId\": \"%s\", \"name\": \"Sales\"}".formatted(customer));
    }

    @AfterEach
    void theInvariantHolds() {
        assertThat(invariants).contains(invariant);
        assertThat(invariant.check()).isEmpty();
    }

    @Test
    void anOrderThatIsBeingWorkedOnIsInNoReport() throws Exception {
        handle(createOrder(first, customer, new OrderLine("book", 2)));

        assertThat(report()).isEmpty();
    }

    @Test
    void anOrderThatWasNeverConfirmedIsInNoReport() throws Exception {
        handle(createOrder(first, customer, new OrderLine("book", 2)));
        handle(new CancelOrder(first, CancellationReason.PAYMENT_DECLINED));

        assertThat(report()).isEmpty();
    }

    @Test
    void aTombstoneIsInNoReport() throws Exception {
        handle(new CancelOrder(first, CancellationReason.TIMEOUT));
        handle(createOrder(first, customer, new OrderLine("book", 2)));

        assertThat(report()).isEmpty();
    }

    @Test
    void confirmedOrdersOfADayAddUp() throws Exception {
        handle(
                createOrder(first, customer, new OrderLine("book", 2)),
                createOrder(second, customer, new OrderLine("sticker", 3)),
                confirmOrder(first),
                confirmOrder(second));

        assertThat(report()).singleElement().satisfies(day -> {
            assertThat(day.path("day").asText()).isEqualTo(today());
            assertThat(day.path("orders").asInt()).isEqualTo(2);
            assertThat(day.path("revenue").asText()).isEqualTo("53.00");
            assertThat(day.path("returns").asInt()).isZero();
            assertThat(day.path("currency").asText()).isEqualTo("EUR");
        });
    }

    @Test
    void confirmingAgainCountsOnce() throws Exception {
        handle(createOrder(first, customer, new OrderLine("book", 2)), confirmOrder(first));
        handle(confirmOrder(first));

        assertThat(report()).singleElement().matches(day -> day.path("orders").asInt() == 1, "one order");
    }

    @Test
    void aDayThatIsOverReadsTheSameWhateverIsReturnedLater() throws Exception {
        handle(createOrder(first, customer, new OrderLine("book", 2)), confirmOrder(first));
        jdbc.sql("UPDATE sale SET day = day - 1 WHERE order_id = :id")
                .param("id", first)
                .update();
        var yesterday = report().getFirst();

        handle(new CancelOrder(first, CancellationReason.CUSTOMER_REQUEST));

        assertThat(report()).hasSize(2).contains(yesterday);
        var today = report().getFirst();
        assertThat(today.path("orders").asInt()).isZero();
        assertThat(today.path("returns").asInt()).isEqualTo(1);
        assertThat(today.path("returned").asText()).isEqualTo("50.00");
    }

    @Test
    void confirmedAndReturnedInOneBatchAreTwoLines() throws Exception {
        handle(
                createOrder(first, customer, new OrderLine("book", 2)),
                confirmOrder(first),
                new CancelOrder(first, CancellationReason.CUSTOMER_REQUEST));

        assertThat(report()).singleElement().satisfies(day -> {
            assertThat(day.path("revenue").asText()).isEqualTo("50.00");
            assertThat(day.path("returned").asText()).isEqualTo("50.00");
        });
    }

    @Test
    void aConfirmationThatIsRolledBackIsInNoReport() throws Exception {
        handle(createOrder(first, customer, new OrderLine("book", 2)));
        transaction.executeWithoutResult(status -> {
            change(confirmOrder(first));
            status.setRollbackOnly();
        });

        assertThat(report()).isEmpty();
    }

    @Test
    void theNewestDayComesFirstAndALongReportComesInPages() throws Exception {
        handle(
                createOrder(first, customer, new OrderLine("book", 2)),
                createOrder(second, customer, new OrderLine("sticker", 3)),
                confirmOrder(first),
                confirmOrder(second));
        jdbc.sql("UPDATE sale SET day = day - 30 WHERE order_id = :id")
                .param("id", first)
                .update();

        var page = http.get("/reports/sales?limit=1&customerId=" + customer).body();
        var rest = http.get("/reports/sales?limit=1&customerId=%s&cursor=%s"
                        .formatted(customer, page.path("next").asText()))
                .body();

        assertThat(page.path("items").findValuesAsText("revenue")).containsExactly("3.00");
        assertThat(rest.path("items").findValuesAsText("revenue")).containsExactly("50.00");
        assertThat(rest.path("next").isNull()).isTrue();
    }

    @Test
    void theReportOfAllCustomersHasEverybodysSales() throws Exception {
        handle(createOrder(first, customer, new OrderLine("book", 2)), confirmOrder(first));

        var today = http.get("/reports/sales").body().path("items").path(0);

        assertThat(today.path("orders").asInt()).isGreaterThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor=x", "limit=0", "customerId=%00"})
    void aWrongParameterIsABadRequest(String query) throws Exception {
        assertThat(http.get("/reports/sales?" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM sale WHERE order_id = :id",
                "UPDATE sale SET amount = amount + 1 WHERE order_id = :id",
                "UPDATE sale SET kind = 'RETURN' WHERE order_id = :id",
                "DELETE FROM orders WHERE order_id = :id"
            })
    void damageIsFound(String damage) {
        handle(createOrder(first, customer, new OrderLine("book", 2)), confirmOrder(first));

        var violations = transaction.execute(status -> {
            jdbc.sql(damage).param("id", first).update();
            status.setRollbackOnly();
            return invariant.check();
        });

        assertThat(violations).singleElement().asString().contains(first.toString());
    }

    private void handle(OrderCommand... commands) {
        transaction.executeWithoutResult(status -> change(commands));
    }

    private void change(OrderCommand... commands) {
        var batch = orders.lock(
                Arrays.stream(commands).map(OrderCommand::orderId).distinct().toList());
        for (var command : commands) {
            batch.handle(command, terms.concerning(List.of(command)), Origin.of("test"));
        }
        orders.save(batch);
    }

    private List<JsonNode> report() throws Exception {
        var days = http.get("/reports/sales?customerId=" + customer).body().path("items");
        return days.valueStream().toList();
    }

    private String today() {
        return jdbc.sql("SELECT (now() AT TIME ZONE 'UTC')::date")
                .query(String.class)
                .single();
    }
}
