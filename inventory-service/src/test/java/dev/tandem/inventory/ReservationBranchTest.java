package dev.tandem.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.messaging.Ids;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shelf's part in an order that all services commit together. */
@WholeService
class ReservationBranchTest {

    private final UUID orderId = Ids.next();
    private final UUID reservationId = Ids.next();

    @Autowired
    private TestRestTemplate http;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void shelvesAreFull() {
        jdbc.sql("TRUNCATE reservation, reservation_line").update();
        jdbc.sql("UPDATE stock SET reserved = 0").update();
    }

    @Test
    void unitsAreSetAsideWithTheCommitAndNotBefore() {
        assertThat(vote(orderId, "headphones", 3).path("vote").asText()).isEqualTo("YES");
        assertThat(reserved("headphones")).isZero();
        tell(orderId, "commit");

        assertThat(reserved("headphones")).isEqualTo(3);
        var found = get("/reservations?orderId=" + orderId).path("items");
        assertThat(found).hasSize(1);
        assertThat(found.at("/0/reservationId").asText()).isEqualTo(reservationId.toString());
        assertThat(found.at("/0/status").asText()).isEqualTo("CONFIRMED");
        assertThat(get("/actuator/invariants").path("holds").asBoolean()).isTrue();
    }

    @Test
    void whatIsAbortedWasNeverSetAside() {
        assertThat(vote(orderId, "headphones", 3).path("vote").asText()).isEqualTo("YES");
        tell(orderId, "abort");

        assertThat(reserved("headphones")).isZero();
        assertThat(get("/reservations?orderId=" + orderId).path("items")).isEmpty();
        assertThat(get("/actuator/invariants").path("holds").asBoolean()).isTrue();
    }

    @Test
    void tooLittleIsANo() {
        var ballot = vote(orderId, "laptop", 2_001);

        assertThat(ballot.path("vote").asText()).isEqualTo("NO");
        assertThat(ballot.path("reason").asText()).isEqualTo("OUT_OF_STOCK");
        assertThat(get("/reservations?orderId=" + orderId).path("items")).isEmpty();
    }

    /** It is the shelf's row that is locked, and not only so many units. */
    @Test
    void whoWantsTheSameShelfMeanwhileWaitsAndThenGivesUp() {
        var other = Ids.next();
        assertThat(vote(orderId, "book", 1).path("vote").asText()).isEqualTo("YES");

        var ballot = vote(other, "book", 1);

        assertThat(ballot.path("reason").asText()).isEqualTo("CONTENTION");
        assertThat(vote(Ids.next(), "phone", 3_999_999).path("reason").asText())
                .as("another shelf is free to look at")
                .isEqualTo("OUT_OF_STOCK");
        tell(orderId, "commit");
        assertThat(reserved("book")).isOne();
    }

    private JsonNode vote(UUID order, String sku, int quantity) {
        return post("/branches/" + order + "/prepare", """
                {"epoch": 1, "operation": "allocate-order",
                 "payload": {"orderId": "%s", "reservationId": "%s", "items": [{"sku": "%s", "quantity": %d}]}}
                """.formatted(order, reservationId, sku, quantity));
    }

    private void tell(UUID order, String verb) {
        assertThat(post("/branches/" + order + "/" + verb, "{\"epoch\": 1}")
                        .path("state")
                        .asText())
                .isEqualTo(verb.equals("commit") ? "COMMITTED" : "ABORTED");
    }

    private int reserved(String sku) {
        return get("/stock/" + sku).path("reserved").asInt();
    }

    private JsonNode post(String path, String body) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        return http.postForObject(path, new HttpEntity<>(body, headers), JsonNode.class);
    }

    private JsonNode get(String path) {
        return http.getForObject(path, JsonNode.class);
    }
}
