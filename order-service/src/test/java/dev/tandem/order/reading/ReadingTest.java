package dev.tandem.order.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import dev.tandem.order.Http;
import dev.tandem.order.OrderServiceTest;
import dev.tandem.order.Samples;
import dev.tandem.order.catalogue.CurrentTerms;
import dev.tandem.order.journal.Orders;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

@OrderServiceTest
class ReadingTest {

    private final String customer = "reading-" + Ids.next();
    private final List<UUID> ids = List.of(Ids.next(), Ids.next(), Ids.next());

    @Autowired
    private Orders orders;

    @Autowired
    private CurrentTerms terms;

    @Autowired
    private TransactionTemplate transaction;

    private Http http;

    /** One pending, one confirmed, one cancelled. */
    @BeforeEach
    void threeOrders(@LocalServerPort int port) throws Exception {
        http = new Http(port);
        http.post("/customers", "{\"customerId\": \"%s\", \"name\": \"Reading\"}".formatted(customer));
        ids.forEach(id -> handle(Samples.createOrder(id, customer, new OrderLine("book", 1))));
        handle(Samples.confirmOrder(ids.get(1)));
        handle(Samples.cancelOrder(ids.get(2)));
    }

    @Test
    void aCustomersOrdersAreListedNewestFirst() throws Exception {
        var listed = http.get("/orders?customerId=" + customer).body();

        assertThat(idsIn(listed)).containsExactlyElementsOf(newestFirst());
    }

    @Test
    void aLongListComesInPages() throws Exception {
        var first = http.get("/orders?limit=2&customerId=" + customer).body();
        var second = http.get("/orders?limit=2&customerId=%s&cursor=%s"
                        .formatted(customer, first.path("next").asText()))
                .body();

        assertThat(Stream.concat(idsIn(first).stream(), idsIn(second).stream()))
                .containsExactlyElementsOf(newestFirst());
        assertThat(second.path("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"PENDING, 0", "CONFIRMED, 1", "CANCELLED, 2"})
    void ordersAreFoundByTheirStatus(String status, int expected) throws Exception {
        var ofCustomer = http.get("/orders?customerId=%s&status=%s".formatted(customer, status));
        var ofAll = http.get("/orders?limit=500&status=" + status);

        assertThat(idsIn(ofCustomer.body())).containsExactly(ids.get(expected).toString());
        assertThat(idsIn(ofAll.body())).contains(ids.get(expected).toString());
        assertThat(ofAll.body().path("items").findValuesAsText("status")).containsOnly(status);
    }

    @Test
    void whatAnOrderStandsOnIsPartOfIt() throws Exception {
        var confirmed = http.get("/orders/" + ids.get(1));

        assertThat(confirmed.text("paymentId")).isEqualTo(Samples.PAYMENT.toString());
        assertThat(confirmed.text("reservationId")).isEqualTo(Samples.RESERVATION.toString());
        assertThat(confirmed.text("shipmentId")).isEqualTo(Samples.SHIPMENT.toString());
        assertThat(confirmed.body().path("version").asInt()).isEqualTo(2);
    }

    @Test
    void aCancelledOrderSaysWhy() throws Exception {
        var cancelled = http.get("/orders/" + ids.get(2));
        var events = http.get("/orders/" + ids.get(2) + "/events").body().path("items");

        assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
        assertThat(cancelled.text("reason")).isEqualTo("OUT_OF_STOCK");
        assertThat(events.findValuesAsText("type")).containsExactly("OrderCreated", "OrderCancelled");
        assertThat(events.findValuesAsText("version")).containsExactly("1", "2");
    }

    @Test
    void anOrderThatWasCancelledBeforeItWasCreatedCanBeSeen() throws Exception {
        var id = Ids.next();
        handle(Samples.cancelOrder(id));

        var tombstone = http.get("/orders/" + id);

        assertThat(tombstone.status()).isEqualTo(200);
        assertThat(tombstone.text("status")).isEqualTo("CANCELLED");
        assertThat(tombstone.body().path("customerId").isNull()).isTrue();
        assertThat(tombstone.body().path("items")).isEmpty();
    }

    @Test
    void aHistoryComesInPagesToo() throws Exception {
        var path = "/orders/" + ids.get(2) + "/events?limit=1";
        var first = http.get(path).body();
        var second = http.get(path + "&cursor=" + first.path("next").asText()).body();

        assertThat(first.path("items").findValuesAsText("type")).containsExactly("OrderCreated");
        assertThat(second.path("items").findValuesAsText("type")).containsExactly("OrderCancelled");
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void anOrderCanBeSeenAsItWas() throws Exception {
        var path = "/orders/" + ids.get(1);
        var confirmedAt = Instant.parse(http.get(path).text("updatedAt"));

        var first = http.get(path + "?version=1");
        var before = http.get(path + "?asOf=" + confirmedAt.minusNanos(1_000));
        var then = http.get(path + "?asOf=" + confirmedAt);

        assertThat(first.text("status")).isEqualTo("PENDING");
        assertThat(first.body().path("version").asInt()).isEqualTo(1);
        assertThat(first.body().path("paymentId").isNull()).isTrue();
        assertThat(before.body()).isEqualTo(first.body());
        assertThat(then.body()).isEqualTo(http.get(path).body());
        assertThat(http.get(path + "?version=2").body()).isEqualTo(then.body());
    }

    @ParameterizedTest
    @CsvSource({
        "version=0, version",
        "version=-1, version",
        "version=x, version",
        "version=99999999999, version",
        "asOf=yesterday, asOf",
        "version=1&asOf=2026-01-01T00:00:00Z, asOf"
    })
    void aPointOfHistoryThatCannotBeMeantIsNamed(String query, String field) throws Exception {
        var problem = http.get("/orders/%s?%s".formatted(ids.getFirst(), query));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.body().path("errors").findValuesAsText("field")).containsExactly(field);
    }

    @Test
    void aPointBeforeOrBehindItsHistoryIsNotFound() throws Exception {
        var path = "/orders/" + ids.get(1);

        var behind = http.get(path + "?version=3");
        var before = http.get(path + "?asOf=2020-01-01T00:00:00Z");

        assertThat(behind.status()).isEqualTo(404);
        assertThat(behind.text("type")).isEqualTo("/problems/order-version-not-found");
        assertThat(behind.body().path("version").asInt()).isEqualTo(2);
        assertThat(before.status()).isEqualTo(404);
        assertThat(before.text("type")).isEqualTo("/problems/order-version-not-found");
        assertThat(http.get("/orders/%s?version=1".formatted(Ids.next())).text("type"))
                .isEqualTo("/problems/order-not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "status=DONE, status",
        "status=pending, status",
        "limit=0, limit",
        "limit=501, limit",
        "cursor=x, cursor",
        "customerId=%00, customerId"
    })
    void aWrongParameterIsNamed(String query, String field) throws Exception {
        var problem = http.get("/orders?" + query);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.body().path("errors").findValuesAsText("field")).containsExactly(field);
    }

    private void handle(OrderCommand command) {
        transaction.executeWithoutResult(status -> {
            var batch = orders.lock(List.of(command.orderId()));
            batch.handle(command, terms.concerning(List.of(command)), Origin.of("test"));
            orders.save(batch);
        });
    }

    private static List<String> idsIn(JsonNode page) {
        return page.path("items").findValuesAsText("orderId");
    }

    private List<String> newestFirst() {
        return ids.stream()
                .map(UUID::toString)
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
