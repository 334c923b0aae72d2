package dev.tandem.local.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the services have written down, by order.
 *
 * @param orders every order, by its id
 * @param payments the payments of each order
 * @param reservations the reservations of each order
 * @param shipments the shipments of each order
 * @param charges what the card gateway has charged for each order; empty if the gateway is not ours to ask
 */
record Books(
        Map<String, JsonNode> orders,
        Map<String, List<JsonNode>> payments,
        Map<String, List<JsonNode>> reservations,
        Map<String, List<JsonNode>> shipments,
        Map<String, List<JsonNode>> charges) {

    /** Orders last: whatever the others have done for one, it is known by then. */
    static Books read(Json json) throws Unreadable, InterruptedException {
        var payments = byOrder(json.list("payment-service", "/payments"));
        var reservations = byOrder(json.list("inventory-service", "/reservations"));
        var shipments = byOrder(json.list("shipping-service", "/shipments"));
        var charges = byOrder(json.listIfThere("payment-service", "/simulator/gateway/charges")
                .orElse(List.of()));
        var orders = json.list("order-service", "/orders").stream()
                .collect(Collectors.toMap(Books::orderId, order -> order, (first, _) -> first));
        return new Books(orders, payments, reservations, shipments, charges);
    }

    static boolean isInFlight(JsonNode order) {
        return order.path("status").asText().equals("PENDING");
    }

    int inFlight() {
        return (int) orders.values().stream().filter(Books::isInFlight).count();
    }

    private static Map<String, List<JsonNode>> byOrder(List<JsonNode> records) {
        return records.stream()
                .filter(entry -> entry.hasNonNull("orderId"))
                .collect(Collectors.groupingBy(Books::orderId));
    }

    private static String orderId(JsonNode entry) {
        return entry.path("orderId").asText();
    }
}
