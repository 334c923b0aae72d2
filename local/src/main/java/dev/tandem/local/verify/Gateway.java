package dev.tandem.local.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The card gateway keeps books of its own, and knows nothing of ours: what it took for an order and did not give back
 * has to be what our books say was paid by card. It also proves that nobody was charged twice.
 */
final class Gateway {

    private Gateway() {}

    static List<String> violations(Books books) {
        var violations = new ArrayList<String>();
        for (var id : new TreeSet<>(books.charges().keySet())) {
            var order = books.orders().get(id);
            if (order != null && Books.isInFlight(order)) {
                continue;
            }
            var charges = books.charges().getOrDefault(id, List.of()).stream()
                    .filter(charge -> charge.path("status").asText().equals("CHARGED"))
                    .toList();
            if (charges.size() > 1) {
                violations.add("order " + id + " was charged " + charges.size() + " times");
            }
            var kept = charges.stream().map(Gateway::kept).reduce(BigDecimal.ZERO, BigDecimal::add);
            var booked = books.payments().getOrDefault(id, List.of()).stream()
                    .map(Gateway::booked)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (kept.compareTo(booked) != 0) {
                violations.add("order " + id + ": the gateway keeps " + kept + " and the books say " + booked);
            }
        }
        return violations;
    }

    private static BigDecimal kept(JsonNode charge) {
        return charge.path("amount")
                .decimalValue()
                .subtract(charge.path("refunded").decimalValue());
    }

    private static BigDecimal booked(JsonNode payment) {
        var isPaid = payment.path("method").asText().equals("CARD")
                && payment.path("status").asText().equals("CAPTURED");
        return isPaid ? payment.path("amount").decimalValue() : BigDecimal.ZERO;
    }
}
