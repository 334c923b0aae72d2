package dev.tandem.shipping;

import static dev.tandem.contracts.CancellationReason.CUSTOMER_REQUEST;
import static dev.tandem.contracts.CancellationReason.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tandem.contracts.shipping.ShippingCommand;
import dev.tandem.contracts.shipping.ShippingCommand.CreateShipment;
import dev.tandem.messaging.Ids;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID ORDER = Ids.next();
    private static final ShippingCommand CREATE = Samples.createShipment(ORDER);
    private static final ShippingCommand CANCEL = Samples.cancelShipment(ORDER);

    @ParameterizedTest(name = "{0}: {1} becomes {2}")
    @MethodSource
    void everyCommandHasAnAnswerInEveryState(
            String state, ShippingCommand command, Class<? extends Decision> decision) {
        assertThat(Decision.decide(shipment(state), command, NOW)).isInstanceOf(decision);
    }

    static Stream<Arguments> everyCommandHasAnAnswerInEveryState() {
        return Stream.of(
                arguments("nothing", CREATE, Decision.Ship.class),
                arguments("nothing", CANCEL, Decision.Bury.class),
                arguments("created", CREATE, Decision.ShippedAlready.class),
                arguments("created", CANCEL, Decision.Cancel.class),
                arguments("cancelled", CREATE, Decision.TooLate.class),
                arguments("cancelled", CANCEL, Decision.CancelledAlready.class),
                arguments("tombstone", CREATE, Decision.TooLate.class),
                arguments("tombstone", CANCEL, Decision.CancelledAlready.class),
                arguments("handed over", CREATE, Decision.ShippedAlready.class),
                arguments("handed over", CANCEL, Decision.TooLate.class));
    }

    @Test
    void antarcticaIsNotServed() {
        var decision = Decision.decide(null, new CreateShipment(ORDER, Samples.SOUTH_POLE), NOW);

        assertThat(decision).isEqualTo(new Decision.Undeliverable("no carrier serves Antarctica"));
    }

    @Test
    void anAddressNeedsAPostalCode() {
        var decision = Decision.decide(null, new CreateShipment(ORDER, Samples.NOWHERE_IN_BERLIN), NOW);

        assertThat(decision).isEqualTo(new Decision.Undeliverable("the address has no postal code"));
    }

    @Test
    void whatIsReservedAtThisMomentIsShipped() {
        var decision = Decision.decide(null, reservedUntil(NOW.plusMillis(1)), NOW);

        assertThat(decision).isEqualTo(new Decision.Ship(Samples.BERLIN));
    }

    @Test
    void whatIsReservedNoMoreIsNotShipped() {
        var decision = Decision.decide(null, reservedUntil(NOW), NOW);

        assertThat(decision)
                .isEqualTo(new Decision.Lapsed("what is to be shipped was reserved until 2026-01-01T12:00:00Z"));
    }

    @Test
    void whatWasShippedInTimeStaysShipped() {
        var decision = Decision.decide(shipment("created"), reservedUntil(NOW), NOW);

        assertThat(decision).isInstanceOf(Decision.ShippedAlready.class);
    }

    @Test
    void whatIsCancelledStaysCancelled() {
        var shipment = Shipment.tombstone(ORDER, TIMEOUT, Instant.EPOCH);

        assertThatIllegalStateException()
                .isThrownBy(() -> shipment.cancel(CUSTOMER_REQUEST, Instant.EPOCH))
                .withMessageContaining("CANCELLED");
    }

    private static ShippingCommand reservedUntil(Instant end) {
        return new CreateShipment(ORDER, Samples.BERLIN, end);
    }

    private static @Nullable Shipment shipment(String state) {
        var created = Shipment.to(Samples.BERLIN, ORDER, Instant.EPOCH);
        return switch (state) {
            case "nothing" -> null;
            case "created" -> created;
            case "tombstone" -> Shipment.tombstone(ORDER, TIMEOUT, Instant.EPOCH);
            case "cancelled" -> {
                created.cancel(TIMEOUT, Instant.EPOCH);
                yield created;
            }
            case "handed over" -> {
                created.handOver(Instant.EPOCH);
                yield created;
            }
            default -> throw new IllegalArgumentException(state);
        };
    }
}
