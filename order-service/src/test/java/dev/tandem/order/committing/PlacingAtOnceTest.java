package dev.tandem.order.committing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.order.Http;
import dev.tandem.order.OrderServiceTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@OrderServiceTest
class PlacingAtOnceTest {

    private static final StubCoordinator COORDINATOR = new StubCoordinator();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ORDER = """
            {"customerId": "alice", "items": [{"sku": "book", "quantity": 2}], "payment": {"method": "wallet"},
             "shippingAddress": {"name": "Alice", "street": "Main Street 1", "city": "Berlin", "postalCode": "10115",
                                 "country": "DE"},
             "coordination": "two-phase-commit"}
            """;

    private Http http;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("tandem.services.saga-orchestrator", COORDINATOR::address);
    }

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void allServicesAreAskedForTheirPart() throws Exception {
        COORDINATOR.answers(request -> "{\"outcome\": \"ABORTED\", \"reason\": \"OUT_OF_STOCK\"}");

        var answer = http.post("/orders", ORDER);

        var begun = COORDINATOR.lastBegun();
        assertThat(begun.path("transactionId").asText()).isEqualTo(answer.text("orderId"));
        assertThat(begun.path("protocol").asText()).isEqualTo("two-phase-commit");
        assertThat(begun.path("branches")).hasSize(4);
        var together = begun.at("/branches/0/payload");
        var pay = begun.at("/branches/1/payload");
        assertThat(pay.path("amount").asText()).isEqualTo("50.0");
        assertThat(pay.path("paymentId")).isEqualTo(together.path("paymentId"));
        assertThat(begun.at("/branches/2/payload/reservationId")).isEqualTo(together.path("reservationId"));
        assertThat(begun.at("/branches/3/payload/shipmentId")).isEqualTo(together.path("shipmentId"));
    }

    @Test
    void threePhasesAreAskedForByName() throws Exception {
        COORDINATOR.answers(request -> "{\"outcome\": \"ABORTED\", \"reason\": \"OUT_OF_STOCK\"}");

        var answer = http.post("/orders", ORDER.replace("two-phase", "three-phase"));

        assertThat(COORDINATOR.lastBegun().path("protocol").asText()).isEqualTo("three-phase-commit");
        assertThat(http.get("/orders/" + answer.text("orderId")).text("coordination"))
                .isEqualTo("three-phase-commit");
    }

    @Test
    void anAbortedOrderLeavesItsRecordAndNothingElse() throws Exception {
        COORDINATOR.answers(request -> "{\"outcome\": \"ABORTED\", \"reason\": \"OUT_OF_STOCK\"}");

        var answer = http.post("/orders", ORDER);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("type")).isEqualTo("/problems/order-aborted");
        assertThat(answer.text("reason")).isEqualTo("OUT_OF_STOCK");
        var order = http.get("/orders/" + answer.text("orderId"));
        assertThat(order.text("status")).isEqualTo("CANCELLED");
        assertThat(order.text("reason")).isEqualTo("OUT_OF_STOCK");
    }

    @Test
    void aReasonThatMeansNothingToACustomerIsAborted() throws Exception {
        COORDINATOR.answers(request -> "{\"outcome\": \"ABORTED\", \"reason\": \"CONTENTION\"}");

        assertThat(http.post("/orders", ORDER).text("reason")).isEqualTo("ABORTED");
    }

    @Test
    void ifNobodyCanTellTheCustomerAsksAgain() throws Exception {
        COORDINATOR.answers(request -> "");

        var answer = http.post("/orders", ORDER);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("type")).isEqualTo("/problems/outcome-pending");
        var order = http.get(answer.text("statusUrl"));
        assertThat(order.status()).isEqualTo(503);
        assertThat(order.text("type")).isEqualTo("/problems/outcome-pending");
    }

    @Test
    void aCommittedOrderIsThereAndConfirmed() throws Exception {
        COORDINATOR.answers(request -> {
            var transaction = read(request);
            var branch = "/branches/" + transaction.path("transactionId").asText();
            assertThat(post(branch + "/prepare", prepare(transaction)).text("vote"))
                    .isEqualTo("YES");
            assertThat(get("/orders/" + transaction.path("transactionId").asText())
                            .status())
                    .as("nobody sees it before it is decided")
                    .isEqualTo(503);
            assertThat(post(branch + "/commit", "{\"epoch\": 1}").status()).isEqualTo(200);
            return "{\"outcome\": \"COMMITTED\"}";
        });

        var answer = http.post("/orders", ORDER);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("status")).isEqualTo("CONFIRMED");
        assertThat(answer.text("coordination")).isEqualTo("two-phase-commit");
        assertThat(http.get("/orders/" + answer.text("orderId")).text("paymentId"))
                .isEqualTo(answer.text("paymentId"));
    }

    @Test
    void whatCannotBeOrderedIsRefusedBeforeAnybodyIsAsked() throws Exception {
        COORDINATOR.answers(request -> {
            throw new AssertionError("asked for " + request);
        });

        var answer = http.post("/orders", ORDER.replace("alice", "nobody"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo("customerId");
    }

    /** More than the pool has connections. */
    @Test
    void noOrderKeepsAConnection() throws Exception {
        COORDINATOR.answers(request -> "{\"outcome\": \"ABORTED\", \"reason\": \"OUT_OF_STOCK\"}");

        for (var i = 0; i < 25; i++) {
            assertThat(http.post("/orders", ORDER).status()).isEqualTo(409);
        }
    }

    private static String prepare(JsonNode transaction) {
        return "{\"epoch\": 1, \"operation\": \"place-order\", \"payload\": %s}"
                .formatted(transaction.at("/branches/0/payload"));
    }

    private Http.Answer post(String path, String body) {
        try {
            return http.post(path, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Http.Answer get(String path) {
        try {
            return http.get(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
