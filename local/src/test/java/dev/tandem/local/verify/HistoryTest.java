package dev.tandem.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final JsonNode confirmed = order("1", "CONFIRMED");
    private final JsonNode pending = order("2", "PENDING");

    @Test
    void whatIsDecidedAlikeOrNotYetDecidedIsInOrder() {
        assertThat(violations(confirmed)).isEmpty();
    }

    @Test
    void anOrderThatTheStoreDoesNotKnowOrKnowsOtherwiseIsNamed() {
        assertThat(violations()).containsExactly("order 1 is CONFIRMED, and in the event store not decided");
        assertThat(violations(order("1", "CANCELLED")))
                .containsExactly("order 1 is CONFIRMED, and in the event store CANCELLED");
    }

    private List<String> violations(JsonNode... told) {
        var books = new Books(Map.of("1", confirmed, "2", pending), Map.of(), Map.of(), Map.of(), Map.of());
        return History.violations(books, List.of(told));
    }

    private static JsonNode order(String id, String status) {
        return Json.MAPPER.createObjectNode().put("orderId", id).put("status", status);
    }
}
