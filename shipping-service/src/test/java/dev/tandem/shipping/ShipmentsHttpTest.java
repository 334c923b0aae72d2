package dev.tandem.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.contracts.shipping.ShippingCommand;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Reply;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@ShippingServiceTest
class ShipmentsHttpTest {

    private final UUID order = Ids.next();

    @Autowired
    private ShippingCommands commands;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private TestRestTemplate http;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void anOrdersShipmentIsFoundByTheOrder() {
        handle(Samples.createShipment(order));

        var found = get("/shipments?orderId=" + order);

        assertThat(found.path("next").isNull()).isTrue();
        assertThat(found.path("items")).hasSize(1);
        var shipment = found.path("items").get(0);
        assertThat(shipment.path("orderId").asText()).isEqualTo(order.toString());
        assertThat(shipment.path("status").asText()).isEqualTo("CREATED");
        assertThat(shipment.path("address").path("postalCode").asText()).isEqualTo("10115");
        assertThat(shipment.path("createdAt").asText()).endsWith("Z");
        assertThat(get("/shipments/" + shipment.path("shipmentId").asText())).isEqualTo(shipment);
    }

    @Test
    void aReversalIsARecord() {
        handle(Samples.createShipment(order));
        handle(Samples.cancelShipment(order));

        var shipment = get("/shipments?orderId=" + order).path("items").get(0);

        assertThat(shipment.path("status").asText()).isEqualTo("CANCELLED");
        assertThat(shipment.path("reason").asText()).isEqualTo("TIMEOUT");
        assertThat(shipment.path("address").isNull()).isFalse();
    }

    @Test
    void aTombstoneCanBeSeen() {
        handle(Samples.cancelShipment(order));

        var shipment = get("/shipments?orderId=" + order).path("items").get(0);

        assertThat(shipment.path("status").asText()).isEqualTo("CANCELLED");
        assertThat(shipment.path("address").isNull()).isTrue();
    }

    @Test
    void allShipmentsAreListedNewestFirst() {
        var orders =
                Stream.of(order, Ids.next(), Ids.next()).map(UUID::toString).toList();
        orders.forEach(id -> handle(Samples.createShipment(UUID.fromString(id))));

        var first = get("/shipments?limit=2");
        var second = get("/shipments?limit=2&cursor=" + first.path("next").asText());

        var listed = Stream.of(first, second)
                .flatMap(page -> page.path("items").valueStream())
                .toList();
        assertThat(listed)
                .extracting(shipment -> shipment.path("shipmentId").asText())
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(listed)
                .extracting(shipment -> shipment.path("orderId").asText())
                .containsAll(orders);
    }

    @Test
    void aParcelIsHandedOverOnceAndForGood() {
        handle(Samples.createShipment(order));
        var path = "/shipments/" + shipmentId() + "/handover";

        var first = post(path);
        var second = post(path);
        var cancellation = Samples.delivery(Samples.cancelShipment(order));
        transaction.executeWithoutResult(status -> commands.handle(List.of(cancellation)));

        assertThat(first.path("status").asText()).isEqualTo("HANDED_OVER");
        assertThat(second).isEqualTo(first);
        assertThat(Samples.replyTo(cancellation))
                .isEqualTo(new Reply.Refused("SHIPMENT_HANDED_OVER", "the carrier has it"));
        assertThat(get("/shipments?orderId=" + order).at("/items/0/status").asText())
                .isEqualTo("HANDED_OVER");
    }

    @Test
    void aCancelledParcelIsNotHandedOver() {
        handle(Samples.createShipment(order));
        handle(Samples.cancelShipment(order));

        var cancelled = post("/shipments/" + shipmentId() + "/handover");
        var unknown = post("/shipments/" + Ids.next() + "/handover");

        assertThat(cancelled.path("status").asInt()).isEqualTo(409);
        assertThat(cancelled.path("type").asText()).isEqualTo("/problems/shipment-cancelled");
        assertThat(unknown.path("type").asText()).isEqualTo("/problems/shipment-not-found");
    }

    @Test
    void anOrderWithoutShipmentHasNone() {
        assertThat(get("/shipments?orderId=" + order).path("items")).isEmpty();
    }

    @Test
    void whatDoesNotExistIsAProblem() {
        assertThat(get("/shipments/" + order).path("type").asText()).isEqualTo("/problems/shipment-not-found");
        assertThat(get("/shipments/7").path("errors").findValuesAsText("field")).containsExactly("shipmentId");
        assertThat(get("/shipments?orderId=7").path("errors").findValuesAsText("field"))
                .containsExactly("orderId");
    }

    @Test
    void aParcelToNowhereBreaksAnInvariant() {
        handle(Samples.createShipment(order));
        assertThat(get("/actuator/invariants").path("holds").asBoolean()).isTrue();

        moveTo("AQ");
        var report = get("/actuator/invariants");
        moveTo("DE");

        assertThat(report.path("holds").asBoolean()).isFalse();
        assertThat(report.toString()).contains("shipments-can-be-delivered", order.toString());
    }

    private void moveTo(String country) {
        jdbc.sql("UPDATE shipment SET country = :country WHERE order_id = :order")
                .param("country", country)
                .param("order", order)
                .update();
    }

    private void handle(ShippingCommand command) {
        transaction.executeWithoutResult(status -> commands.handle(List.of(Samples.delivery(command))));
    }

    private String shipmentId() {
        return get("/shipments?orderId=" + order).at("/items/0/shipmentId").asText();
    }

    private JsonNode post(String path) {
        return http.postForObject(path, null, JsonNode.class);
    }

    private JsonNode get(String path) {
        return http.getForObject(path, JsonNode.class);
    }
}
