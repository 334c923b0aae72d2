package dev.tandem.eventstore;

import static dev.tandem.eventstore.Client.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeService
class SchemasHttpTest {

    private static final String FIRST = """
            {"type": "object", "required": ["total"],
             "properties": {"total": {"type": "number"},
                            "items": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"}}}}}}
            """;

    private static final UUID PAYMENT = UUID.randomUUID();

    private final String type = "Placed" + UUID.randomUUID().toString().replace("-", "");

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Client http = new Client(0);

    @BeforeEach
    void connect() {
        http = new Client(port);
    }

    @Test
    void aSchemaIsRegisteredOnceAndForGood() throws Exception {
        assertThat(register(1, FIRST).status()).isEqualTo(201);
        assertThat(register(1, FIRST).status()).isEqualTo(200);
        assertThat(register(1, "{}").type()).isEqualTo("/problems/schema-exists");
        assertThat(register(3, FIRST).type()).isEqualTo("/problems/schema-version-gap");
        assertThat(http.get("/schemas/" + type + "/1")
                        .body()
                        .at("/schema/required/0")
                        .asText())
                .isEqualTo("total");
        assertThat(http.get("/schemas/" + type + "/2").status()).isEqualTo(404);
    }

    @Test
    void whatIsNoSchemaIsRefused() throws Exception {
        assertThat(register(1, "{\"type\": 5}").type()).isEqualTo("/problems/invalid-schema");
        assertThat(register(1, "{\"$ref\": \"http://example.com/elsewhere\"}").type())
                .isEqualTo("/problems/invalid-schema");
        assertThat(register(1, "[]").status()).isEqualTo(400);
    }

    @Test
    void aNewOptionalFieldIsCompatible() throws Exception {
        register(1, FIRST);

        var second = register(
                2,
                FIRST.replace(
                        "\"properties\": {\"total\"", "\"properties\": {\"note\": {\"type\": \"string\"}, \"total\""));

        assertThat(second.status()).isEqualTo(201);
        assertThat(http.text("/schemas/changelog")).contains("## " + type, "`note` added");
    }

    @Test
    void whatOldEventsWouldNotFitIsRefusedNamingTheField() throws Exception {
        register(1, FIRST);

        assertThat(register(2, FIRST.replace("[\"total\"]", "[\"total\", \"currency\"]")))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(409);
                    assertThat(refused.type()).isEqualTo("/problems/schema-incompatible");
                    assertThat(refused.fields()).containsExactly("currency");
                });
        assertThat(register(2, FIRST.replace("\"total\": {\"type\": \"number\"}", "\"total\": {\"type\": \"string\"}"))
                        .fields())
                .containsExactly("total");
        assertThat(register(2, FIRST.replace("{\"sku\": {\"type\": \"string\"}}", "{}"))
                        .fields())
                .containsExactly("items[].sku");
        assertThat(http.get("/schemas/" + type + "/2").status()).isEqualTo(404);
    }

    @Test
    void anEventThatDoesNotFitIsRefusedNamingTheFieldAndNoneOfItsBatchIsAppended() throws Exception {
        register(1, FIRST);

        var refused = http.append(
                "schemas-" + type,
                Map.of(),
                event(type, "{\"total\": 5}"),
                event(type, "{\"total\": \"5\", \"items\": [{\"sku\": 7}]}"),
                event(type, "{}"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.type()).isEqualTo("/problems/schema-violation");
        assertThat(refused.fields())
                .containsExactlyInAnyOrder("[1].data.total", "[1].data.items[0].sku", "[2].data.total");
        assertThat(http.get("/streams/schemas-" + type + "/events").status()).isEqualTo(404);
    }

    @Test
    void anUpcasterLetsABreakingChangeInAndLiftsWhatWasWrittenBefore() throws Exception {
        var stream = "customer-" + type;
        http.append(stream, Map.of(), event("PaymentCompleted", """
                {"orderId": "%1$s", "paymentId": "%1$s", "amount": 25.00, "currency": "EUR"}""".formatted(PAYMENT)));

        var read = http.get("/streams/" + stream + "/events").body().at("/items/0");

        assertThat(read.at("/data/paid").toString()).isEqualTo("{\"amount\":25.00,\"currency\":\"EUR\"}");
        assertThat(read.at("/data/means").asText()).isEqualTo("UNKNOWN");
        assertThat(read.path("data").has("amount")).isFalse();
        assertThat(read.path("schemaVersion").asInt()).isEqualTo(3);
        assertThat(read.path("storedSchemaVersion").asInt()).isEqualTo(1);
    }

    @Test
    void thePlatformsOwnSchemasAreRegisteredFromTheBeginningAndItsEventsHeldAgainstThem() throws Exception {
        assertThat(http.get("/schemas/OrderCreated/1").status()).isEqualTo(200);
        assertThat(http.get("/schemas/PaymentCompleted/3").status()).isEqualTo(200);
        assertThat(http.put("/schemas/OrderCreated/1", "{}").type()).isEqualTo("/problems/schema-exists");

        var refused = http.append("order-" + type, Map.of(), event("OrderConfirmed", """
                {"orderId": "4711", "paymentId": "%1$s", "reservationId": "%1$s"}""".formatted(PAYMENT)));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fields()).containsExactlyInAnyOrder("[0].data.orderId", "[0].data.shipmentId");
    }

    @Test
    void anotherSchemaInThePlaceOfOneOfThePlatformsBreaksAnInvariant() throws Exception {
        var change = "UPDATE event_schema SET schema = schema %s WHERE type = 'ShipmentHandedOver'";
        jdbc.sql(change.formatted("|| '{\"title\": \"another\"}'")).update();
        var broken = http.get("/actuator/invariants").body();
        jdbc.sql(change.formatted("- 'title'")).update();

        assertThat(broken.path("holds").asBoolean()).isFalse();
        assertThat(broken.toString()).contains("ShipmentHandedOver version 1 is not registered as it should be");
    }

    private Client.Answer register(int version, String schema) throws Exception {
        return http.put("/schemas/%s/%d".formatted(type, version), schema);
    }
}
