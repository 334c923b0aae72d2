package dev.tandem.orchestrator.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.orchestrator.Http;
import dev.tandem.orchestrator.RecordingOutbox;
import dev.tandem.testsupport.RealPostgres;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=saga-orchestrator",
            "spring.kafka.bootstrap-servers=127.0.0.1:1",
            "tandem.messaging.listen=false"
        })
@RealPostgres
@Import(RecordingOutbox.InsteadOfTheRealOne.class)
class FulfillmentControllerTest {

    private static final String ORDER = """
            {
              "customerId": "alice",
              "items": [{"sku": "book", "quantity": 2}],
              "payment": {"method": "wallet"},
              "shippingAddress": {"name": "Alice", "street": "Main Street 1", "city": "Berlin",
                                  "postalCode": "10115", "country": "DE"}
            }
            """;

    @LocalServerPort
    private int port;

    @Autowired
    private RecordingOutbox outbox;

    @Autowired
    private JdbcClient jdbc;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void aSagaIsStartedThatCreatesItsOrder() throws Exception {
        var correlationId = "test-" + UUID.randomUUID();

        var started = http.post("/sagas/order-fulfillment-reserve-first", ORDER, "X-Correlation-Id", correlationId);

        assertThat(started.status()).isEqualTo(202);
        assertThat(started.text("/statusUrl")).isEqualTo("/sagas/" + started.text("/sagaId"));
        assertThat(started.header("Location")).isEqualTo(started.text("/statusUrl"));
        var saga = http.get(started.text("/statusUrl"));
        assertThat(saga.text("/status")).isEqualTo("RUNNING");
        assertThat(saga.text("/currentStep")).isEqualTo("create-order");
        assertThat(saga.text("/data/customerId")).isEqualTo("alice");
        assertThat(saga.text("/data/payment/method")).isEqualTo("wallet");
        assertThat(outbox.of(UUID.fromString(started.text("/sagaId"))))
                .singleElement()
                .satisfies(sent -> {
                    assertThat(sent.message().topic()).isEqualTo("order.commands");
                    assertThat(sent.message().key()).isEqualTo(saga.text("/businessKey"));
                    assertThat(sent.message().body()).isInstanceOf(CreateOrder.class);
                    assertThat(sent.origin().correlationId()).isEqualTo(correlationId);
                    assertThat(sent.origin().coordination()).isEqualTo("saga-orchestrated");
                });
    }

    @Test
    void aSagaThatIsAskedForAgainIsStartedOnce() throws Exception {
        var key = UUID.randomUUID().toString();
        var before = sagas();
        var first = http.post("/sagas/order-fulfillment", ORDER, "Idempotency-Key", key);
        var repeat = http.post("/sagas/order-fulfillment", ORDER, "Idempotency-Key", key);

        assertThat(repeat.status()).isEqualTo(202);
        assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(repeat.text("/sagaId")).isEqualTo(first.text("/sagaId"));
        assertThat(sagas()).isEqualTo(before + 1);
    }

    @ParameterizedTest(name = "{0} becomes {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    "alice"               | ""                        | customerId
                    "quantity": 2         | "quantity": -2            | items[0].quantity
                    "quantity": 2         | "quantity": 2.5           | items[0].quantity
                    "quantity": 2         | "quantity": "two"         | items[0].quantity
                    {"method": "wallet"}  | {"method": "gold"}        | payment.method
                    {"method": "wallet"}  | {"method": "card"}        | payment.token
                    "DE"                  | "Germany"                 | shippingAddress.country
                    "customerId"          | "customer"                | customer
                    "items"               | "coordination": "two-phase-commit", "items"  | coordination
                    "items"               | "sagaDefinition": "order-fulfillment-reserve-first", "items" | sagaDefinition
                    """, quoteCharacter = '\'')
    void aMalformedOrderIsAProblemThatNamesTheField(String right, String wrong, String field) throws Exception {
        var before = sagas();

        var answer = http.post("/sagas/order-fulfillment", ORDER.replace(right, wrong));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("/errors/0/field")).isEqualTo(field);
        assertThat(sagas()).isEqualTo(before);
    }

    @Test
    void anUnknownDefinitionIsNotFound() throws Exception {
        var answer = http.post("/sagas/order-teleportation", ORDER);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("/type")).isEqualTo("/problems/saga-definition-not-found");
    }

    private long sagas() {
        return jdbc.sql("SELECT count(*) FROM saga").query(Long.class).single();
    }
}
