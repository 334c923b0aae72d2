package dev.tandem.local.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the event store made of what it was told has to be what order-service says: every order that is decided is there,
 * and decided alike. That the store's own log and views are whole, it checks itself.
 */
final class History {

    static final String SERVICE = "event-store-service";
    static final String FINISHED_ORDERS = "/views/finished-orders";

    private History() {}

    /** @param told the finished orders, as the event store has them */
    static List<String> violations(Books books, List<JsonNode> told) {
        Map<String, String> statuses = told.stream()
                .collect(Collectors.toMap(
                        order -> order.path("orderId").asText(),
                        order -> order.path("status").asText(),
                        (first, _) -> first));
        var violations = new ArrayList<String>();
        new TreeMap<>(books.orders()).forEach((id, order) -> {
            var status = order.path("status").asText();
            var toldStatus = statuses.getOrDefault(id, "not decided");
            if (!Books.isInFlight(order) && !status.equals(toldStatus)) {
                violations.add("order %s is %s, and in the event store %s".formatted(id, status, toldStatus));
            }
        });
        return violations;
    }
}
