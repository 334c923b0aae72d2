package dev.tandem.local.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every service has to agree with an order's outcome. A confirmed order has exactly one captured payment of its total,
 * one confirmed reservation of its items and one shipment; of a cancelled one nothing is in force any more, and what
 * was undone shows its reversal. Orders that are not decided yet are left out.
 */
final class Outcomes {

    private static final Set<String> PAYMENT_OVER = Set.of("DECLINED", "REFUNDED", "CANCELLED");
    private static final Set<String> RESERVATION_OVER = Set.of("RELEASED", "EXPIRED");
    private static final Set<String> SHIPMENT_OVER = Set.of("CANCELLED");

    private final Books books;
    private final List<String> violations = new ArrayList<>();

    private Outcomes(Books books) {
        this.books = books;
    }

    static List<String> violations(Books books) {
        var outcomes = new Outcomes(books);
        new TreeMap<>(books.orders()).forEach(outcomes::check);
        outcomes.checkStrays();
        return outcomes.violations;
    }

    private void check(String id, JsonNode order) {
        switch (status(order)) {
            case "CONFIRMED" -> checkConfirmed(id, order);
            case "CANCELLED" -> checkCancelled(id);
            case "PENDING" -> {
                // nobody can say yet what it should have
            }
            default -> violations.add("order " + id + " is " + status(order) + ", which nobody knows");
        }
    }

    private void checkConfirmed(String id, JsonNode order) {
        var confirmed = "confirmed order " + id;
        var payments = inForce(books.payments(), id, PAYMENT_OVER);
        if (expectOne(confirmed, "payment", "CAPTURED", payments)) {
            var total = decimal(order.path("total"));
            var paid = decimal(payments.getFirst().path("amount"));
            expect(paid.compareTo(total) == 0, confirmed + " costs " + total + " and " + paid + " was paid");
        }
        var reservations = inForce(books.reservations(), id, RESERVATION_OVER);
        if (expectOne(confirmed, "reservation", "CONFIRMED", reservations)) {
            var ordered = quantities(order.path("items"));
            var reserved = quantities(reservations.getFirst().path("lines"));
            expect(ordered.equals(reserved), confirmed + " is of " + ordered + " and " + reserved + " is reserved");
        }
        var shipments = inForce(books.shipments(), id, SHIPMENT_OVER);
        expect(shipments.size() == 1, confirmed + " has " + shipments.size() + " shipments");
    }

    private void checkCancelled(String id) {
        var cancelled = "cancelled order " + id;
        expectNone(cancelled, "payment", inForce(books.payments(), id, PAYMENT_OVER));
        expectNone(cancelled, "reservation", inForce(books.reservations(), id, RESERVATION_OVER));
        expectNone(cancelled, "shipment", inForce(books.shipments(), id, SHIPMENT_OVER));
        for (var payment : books.payments().getOrDefault(id, List.of())) {
            if (status(payment).equals("REFUNDED")) {
                checkRefund(cancelled, payment);
            }
        }
    }

    /** A refund is a record of its own, and of the whole amount. */
    private void checkRefund(String cancelled, JsonNode payment) {
        var refunded = BigDecimal.ZERO;
        for (var refund : payment.path("refunds")) {
            refunded = refunded.add(decimal(refund.path("amount")));
        }
        var paid = decimal(payment.path("amount"));
        expect(refunded.compareTo(paid) == 0, cancelled + " had paid " + paid + " and was refunded " + refunded);
    }

    /** Work that was done for an order that nobody placed. */
    private void checkStrays() {
        var known = books.orders().keySet();
        for (var entries : List.of(books.payments(), books.reservations(), books.shipments())) {
            for (var id : new TreeSet<>(entries.keySet())) {
                expect(known.contains(id), "order " + id + " does not exist, yet something was done for it");
            }
        }
    }

    private boolean expectOne(String order, String what, String status, List<JsonNode> inForce) {
        var asExpected = inForce.size() == 1 && status(inForce.getFirst()).equals(status);
        var found = inForce.isEmpty()
                ? "none"
                : String.join(", ", inForce.stream().map(Outcomes::status).toList());
        return expect(asExpected, order + " should have one " + what + ", " + status + ", and has: " + found);
    }

    private void expectNone(String order, String what, List<JsonNode> inForce) {
        for (var entry : inForce) {
            violations.add(order + " still has a " + what + ", " + status(entry));
        }
    }

    private boolean expect(boolean asExpected, String otherwise) {
        if (!asExpected) {
            violations.add(otherwise);
        }
        return asExpected;
    }

    private static List<JsonNode> inForce(Map<String, List<JsonNode>> entries, String id, Set<String> over) {
        return entries.getOrDefault(id, List.of()).stream()
                .filter(entry -> !over.contains(status(entry)))
                .toList();
    }

    /** One article may come in several lines. */
    private static Map<String, Integer> quantities(JsonNode lines) {
        var quantities = new TreeMap<String, Integer>();
        for (var line : lines) {
            quantities.merge(line.path("sku").asText(), line.path("quantity").asInt(), Integer::sum);
        }
        return quantities;
    }

    private static String status(JsonNode entry) {
        return entry.path("status").asText();
    }

    private static BigDecimal decimal(JsonNode number) {
        return number.isNumber() ? number.decimalValue() : BigDecimal.ZERO;
    }
}
