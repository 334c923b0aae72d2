package dev.tandem.eventstore;

import static dev.tandem.eventstore.Client.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@WholeService
class SchemasHttpTest {

    private static final String FIRST = """
            {"type": "object", "required": ["total"],
             "properties": {"total": {"type": "number"},
                            "items": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"}}}}}}
            """;

    private final String type = "Placed" + UUID.randomUUID().toString().replace("-", "");

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
        http.append(stream, Map.of(), event("PaymentCompleted", "{\"amount\": 25.00, \"currency\": \"EUR\"}"));

        var read = http.get("/streams/" + stream + "/events").body().at("/items/0");

        assertThat(read.path("data").toString())
                .isEqualTo("{\"paid\":{\"amount\":25.00,\"currency\":\"EUR\"},\"means\":\"UNKNOWN\"}");
        assertThat(read.path("schemaVersion").asInt()).isEqualTo(3);
        assertThat(read.path("storedSchemaVersion").asInt()).isEqualTo(1);
    }

    private Client.Answer register(int version, String schema) throws Exception {
        return http.put("/schemas/%s/%d".formatted(type, version), schema);
    }
}
