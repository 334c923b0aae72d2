package dev.tandem.order.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tandem.messaging.Ids;
import dev.tandem.order.flow.Flow.Expectation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FlowTest {

    private static final UUID ORDER = Ids.next();
    private static final Instant PLACED = Instant.parse("2026-01-01T00:00:00Z");

    /** The events are seen a second apart; expectations are written as {@code events@since}. */
    @ParameterizedTest(name = "{0} waits for {1}")
    @MethodSource
    void whatIsStillToComeFollowsFromWhatWasSeen(List<String> seen, List<String> expected) {
        assertThat(waitsFor(Step.PAY_FIRST, seen)).isEqualTo(expected);
    }

    static Stream<Arguments> whatIsStillToComeFollowsFromWhatWasSeen() {
        var created = "OrderCreated";
        var paid = "PaymentCompleted";
        var reserved = "InventoryReserved";
        var shipped = "ShipmentCreated";
        var kept = "InventoryReservationConfirmed";
        return Stream.of(
                arguments(List.of(), List.of("OrderCreated@0")),
                arguments(List.of(created), List.of("PaymentCompleted|PaymentFailed@1")),
                arguments(List.of(created, paid), List.of("InventoryReserved|InventoryReservationFailed@2")),
                arguments(List.of(created, paid, reserved), List.of("ShipmentCreated|ShipmentFailed@3")),
                arguments(List.of(created, paid, reserved, shipped), List.of("InventoryReservationConfirmed@4")),
                arguments(List.of(created, paid, reserved, shipped, kept), List.of("OrderConfirmed@5")),
                arguments(List.of(created, paid, reserved, shipped, kept, "OrderConfirmed"), List.of()),
                arguments(List.of(created, "PaymentFailed"), List.of("OrderCancelled@2")),
                arguments(List.of(created, "PaymentFailed", "OrderCancelled"), List.of()),
                arguments(
                        List.of(created, paid, "InventoryReservationFailed"),
                        List.of("OrderCancelled@3", "PaymentRefunded@3")),
                arguments(
                        List.of(created, paid, reserved, "ShipmentFailed"),
                        List.of("OrderCancelled@4", "InventoryReleased@4", "PaymentRefunded@4")),
                arguments(
                        List.of(created, paid, reserved, "ShipmentFailed", "InventoryReleased", "PaymentRefunded"),
                        List.of("OrderCancelled@4")),
                arguments(
                        List.of(created, paid, "OrderCancelled", reserved),
                        List.of("InventoryReleased@4", "PaymentRefunded@3")),
                arguments(
                        List.of(created, paid, reserved, shipped, kept, "OrderConfirmed", "OrderCancellationRequested"),
                        List.of("OrderCancelled@7", "ShipmentCancelled@7", "InventoryReleased@7", "PaymentRefunded@7")),
                arguments(
                        List.of(
                                created,
                                paid,
                                reserved,
                                shipped,
                                kept,
                                "OrderConfirmed",
                                "ShipmentHandedOver",
                                "OrderCancellationRequested"),
                        List.of()),
                arguments(
                        List.of(created, paid, reserved, shipped, kept, "OrderConfirmed", "ShipmentCancelled"),
                        List.of("OrderCancelled@7", "InventoryReleased@7", "PaymentRefunded@7")));
    }

    @Test
    void theOtherSagaReservesFirst() {
        assertThat(waitsFor(Step.RESERVE_FIRST, List.of("OrderCreated")))
                .containsExactly("InventoryReserved|InventoryReservationFailed@1");
    }

    private static List<String> waitsFor(List<Step> plan, List<String> events) {
        var seen = new ArrayList<Sighting>();
        for (var event : events) {
            var at = PLACED.plusSeconds(seen.size() + 1);
            seen.add(new Sighting(ORDER, Ids.next(), event, "a-service", null, at));
        }
        return Flow.of(plan, seen, PLACED).waitsFor().stream()
                .map(FlowTest::written)
                .toList();
    }

    private static String written(Expectation expectation) {
        var seconds = expectation.since().getEpochSecond() - PLACED.getEpochSecond();
        return String.join("|", expectation.anyOf()) + "@" + seconds;
    }
}
