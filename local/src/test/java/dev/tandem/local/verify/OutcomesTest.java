package dev.tandem.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    private static final String CONFIRMED = """
            {"status": "CONFIRMED", "total": 75.00,
             "items": [{"sku": "book", "quantity": 2}, {"sku": "book", "quantity": 1}]}
            """;
    private static final String CANCELLED = """
            {"status": "CANCELLED", "total": 75.00, "items": [{"sku": "book", "quantity": 3}]}
            """;
    private static final String CAPTURED = "{\"status\": \"CAPTURED\", \"method\": \"CARD\", \"amount\": 75.0}";
    private static final String DECLINED = "{\"status\": \"DECLINED\", \"method\": \"CARD\", \"amount\": 75.0}";
    private static final String RESERVED = """
            {"status": "CONFIRMED", "lines": [{"sku": "book", "warehouse": "W1", "quantity": 3}]}
            """;
    private static final String SHIPPED = "{\"status\": \"CREATED\"}";

    @Test
    void aConfirmedOrderThatEverybodyCarriedOut() {
        assertThat(violations(CONFIRMED, List.of(CAPTURED), List.of(RESERVED), List.of(SHIPPED)))
                .isEmpty();
    }

    @Test
    void whatEndedWithoutEffectDoesNotCount() {
        assertThat(violations(
                        CONFIRMED,
                        List.of(DECLINED, CAPTURED),
                        List.of("{\"status\": \"RELEASED\"}", RESERVED),
                        List.of("{\"status\": \"CANCELLED\"}", SHIPPED)))
                .isEmpty();
    }

    @Test
    void aConfirmedOrderThatNobodyPaid() {
        assertThat(violations(CONFIRMED, List.of(DECLINED), List.of(RESERVED), List.of(SHIPPED)))
                .containsExactly("confirmed order o-1 should have one payment, CAPTURED, and has: none");
    }

    @Test
    void aConfirmedOrderThatWasPaidTwice() {
        assertThat(violations(CONFIRMED, List.of(CAPTURED, CAPTURED), List.of(RESERVED), List.of(SHIPPED)))
                .containsExactly("confirmed order o-1 should have one payment, CAPTURED, and has: CAPTURED, CAPTURED");
    }

    @Test
    void aConfirmedOrderThatWasPaidInPart() {
        var part = CAPTURED.replace("75.0", "74.99");

        assertThat(violations(CONFIRMED, List.of(part), List.of(RESERVED), List.of(SHIPPED)))
                .containsExactly("confirmed order o-1 costs 75.00 and 74.99 was paid");
    }

    @Test
    void aConfirmedOrderOfWhichTooLittleIsReserved() {
        var less = RESERVED.replace("3", "2");

        assertThat(violations(CONFIRMED, List.of(CAPTURED), List.of(less), List.of(SHIPPED)))
                .containsExactly("confirmed order o-1 is of {book=3} and {book=2} is reserved");
    }

    @Test
    void aConfirmedOrderThatNobodySends() {
        assertThat(violations(CONFIRMED, List.of(CAPTURED), List.of(RESERVED), List.of()))
                .containsExactly("confirmed order o-1 has 0 shipments");
    }

    @Test
    void aCancelledOrderOfWhichEverythingWasUndone() {
        var refunded = """
                {"status": "REFUNDED", "amount": 75.00, "refunds": [{"amount": 50}, {"amount": 25.00}]}
                """;

        assertThat(violations(
                        CANCELLED,
                        List.of(refunded),
                        List.of("{\"status\": \"EXPIRED\"}"),
                        List.of("{\"status\": \"CANCELLED\"}")))
                .isEmpty();
        assertThat(violations(CANCELLED, List.of(), List.of(), List.of())).isEmpty();
    }

    @Test
    void aCancelledOrderOfWhichEverythingIsInForce() {
        assertThat(violations(CANCELLED, List.of(CAPTURED), List.of(RESERVED), List.of(SHIPPED)))
                .containsExactly(
                        "cancelled order o-1 still has a payment, CAPTURED",
                        "cancelled order o-1 still has a reservation, CONFIRMED",
                        "cancelled order o-1 still has a shipment, CREATED");
    }

    @Test
    void aRefundThatLeftNoRecord() {
        var refunded = "{\"status\": \"REFUNDED\", \"amount\": 75.00, \"refunds\": []}";

        assertThat(violations(CANCELLED, List.of(refunded), List.of(), List.of()))
                .containsExactly("cancelled order o-1 had paid 75.00 and was refunded 0");
    }

    @Test
    void anOrderInFlightIsNotJudged() {
        assertThat(violations("{\"status\": \"PENDING\"}", List.of(CAPTURED), List.of(), List.of()))
                .isEmpty();
    }

    @Test
    void workForAnOrderThatDoesNotExist() {
        var books = new Books(Map.of(), Map.of("o-9", List.of(json(CAPTURED))), Map.of(), Map.of(), Map.of());

        assertThat(Outcomes.violations(books))
                .containsExactly("order o-9 does not exist, yet something was done for it");
    }

    @Test
    void theGatewayKeepsWhatTheBooksSay() {
        var charge = "{\"status\": \"CHARGED\", \"amount\": 75.00, \"refunded\": 0}";

        assertThat(gatewayViolations(CAPTURED, charge)).isEmpty();
        assertThat(gatewayViolations(DECLINED, "{\"status\": \"DECLINED\", \"amount\": 75.00, \"refunded\": 0}"))
                .isEmpty();
        assertThat(gatewayViolations(DECLINED, charge))
                .containsExactly("order o-1: the gateway keeps 75.00 and the books say 0");
        assertThat(gatewayViolations(CAPTURED, charge, charge))
                .containsExactly(
                        "order o-1 was charged 2 times", "order o-1: the gateway keeps 150.00 and the books say 75.0");
    }

    private static List<String> gatewayViolations(String payment, String... charges) {
        return Gateway.violations(new Books(
                Map.of("o-1", json(CONFIRMED)),
                Map.of("o-1", List.of(json(payment))),
                Map.of(),
                Map.of(),
                Map.of("o-1", all(List.of(charges)))));
    }

    private static List<String> violations(
            String order, List<String> payments, List<String> reservations, List<String> shipments) {
        return Outcomes.violations(new Books(
                Map.of("o-1", json(order)),
                Map.of("o-1", all(payments)),
                Map.of("o-1", all(reservations)),
                Map.of("o-1", all(shipments)),
                Map.of()));
    }

    private static List<JsonNode> all(List<String> texts) {
        return texts.stream().map(OutcomesTest::json).toList();
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
