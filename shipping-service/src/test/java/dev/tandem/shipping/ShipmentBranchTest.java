package dev.tandem.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.messaging.Ids;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** The parcel's part in an order that all services commit together. */
@ShippingServiceTest
class ShipmentBranchTest {

    private final UUID orderId = Ids.next();
    private final UUID shipmentId = Ids.next();

    @Autowired
    private TestRestTemplate http;

    @Test
    void aParcelIsThereWithTheCommitAndNotBefore() {
        assertThat(vote("DE").path("vote").asText()).isEqualTo("YES");
        assertThat(shipments()).isEmpty();
        tell("commit");

        assertThat(shipments()).hasSize(1);
        assertThat(shipments().at("/0/shipmentId").asText()).isEqualTo(shipmentId.toString());
        assertThat(shipments().at("/0/status").asText()).isEqualTo("CREATED");
    }

    @Test
    void whatIsAbortedWasNeverThere() {
        assertThat(vote("DE").path("vote").asText()).isEqualTo("YES");
        tell("abort");

        assertThat(shipments()).isEmpty();
    }

    @Test
    void whereNobodyDeliversIsANo() {
        var ballot = vote("AQ");

        assertThat(ballot.path("vote").asText()).isEqualTo("NO");
        assertThat(ballot.path("reason").asText()).isEqualTo("UNDELIVERABLE_ADDRESS");
        assertThat(shipments()).isEmpty();
    }

    @Test
    void aVoteIsAskedForTwiceAndThereIsOneParcel() {
        assertThat(vote("DE").path("vote").asText()).isEqualTo("YES");
        assertThat(vote("DE").path("vote").asText()).isEqualTo("YES");
        tell("commit");
        tell("commit");

        assertThat(shipments()).hasSize(1);
    }

    private JsonNode vote(String country) {
        return post("prepare", """
                {"epoch": 1, "operation": "ship-order",
                 "payload": {"orderId": "%s", "shipmentId": "%s",
                             "address": {"name": "Alice", "street": "Main Street 1", "city": "Berlin",
                                         "postalCode": "10115", "country": "%s"}}}
                """.formatted(orderId, shipmentId, country));
    }

    private void tell(String verb) {
        assertThat(post(verb, "{\"epoch\": 1}").path("state").asText())
                .isEqualTo(verb.equals("commit") ? "COMMITTED" : "ABORTED");
    }

    private JsonNode shipments() {
        return http.getForObject("/shipments?orderId=" + orderId, JsonNode.class)
                .path("items");
    }

    private JsonNode post(String verb, String body) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        return http.postForObject("/branches/" + orderId + "/" + verb, new HttpEntity<>(body, headers), JsonNode.class);
    }
}
