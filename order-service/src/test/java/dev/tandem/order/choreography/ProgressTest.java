package dev.tandem.order.choreography;

import static dev.tandem.contracts.CancellationReason.INSUFFICIENT_FUNDS;
import static dev.tandem.contracts.CancellationReason.OUT_OF_STOCK;
import static dev.tandem.contracts.CancellationReason.UNDELIVERABLE_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.inventory.InventoryEvent.InventoryReleased;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationConfirmed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReserved;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderCommand.ConfirmOrder;
import dev.tandem.contracts.payment.PaymentEvent.PaymentCompleted;
import dev.tandem.contracts.payment.PaymentEvent.PaymentFailed;
import dev.tandem.contracts.payment.PaymentEvent.PaymentRefunded;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCreated;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentFailed;
import dev.tandem.messaging.Ids;
import dev.tandem.order.choreography.Progress.Step;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

    private static final UUID ORDER = Ids.next();
    private static final UUID PAYMENT = Ids.next();
    private static final UUID RESERVATION = Ids.next();
    private static final UUID SHIPMENT = Ids.next();
    private static final Progress NOTHING = new Progress(ORDER, null, null, null);

    /** P: paid, S: packed, R: kept for good. */
    @ParameterizedTest
    @ValueSource(strings = {"PSR", "PRS", "SPR", "SRP", "RPS", "RSP", "PPSSR"})
    void anOrderIsConfirmedByTheLastOfThreeInWhateverSequence(String sequence) {
        var progress = NOTHING;
        for (var i = 0; i < sequence.length() - 1; i++) {
            progress = ((Step.Waits) hears(sequence.charAt(i)).apply(progress)).now();
        }

        var last = hears(sequence.charAt(sequence.length() - 1)).apply(progress);

        assertThat(last).isEqualTo(new Step.Ends(new ConfirmOrder(ORDER, PAYMENT, RESERVATION, SHIPMENT)));
    }

    @Test
    void anOrderIsCancelledByWhatTellsThatThereIsNothingMoreToPayBack() {
        var amount = BigDecimal.TEN;

        assertThat(NOTHING.on(new PaymentFailed(ORDER, INSUFFICIENT_FUNDS)))
                .isEqualTo(new Step.Ends(new CancelOrder(ORDER, INSUFFICIENT_FUNDS)));
        assertThat(NOTHING.on(new PaymentRefunded(ORDER, PAYMENT, amount, "EUR", UNDELIVERABLE_ADDRESS)))
                .isEqualTo(new Step.Ends(new CancelOrder(ORDER, UNDELIVERABLE_ADDRESS)));
        assertThat(NOTHING.on(new InventoryReservationFailed(ORDER, OUT_OF_STOCK)))
                .isEqualTo(new Step.Ends(new CancelOrder(ORDER, OUT_OF_STOCK)));
    }

    @Test
    void anOrderWaitsForItsMoneyWhenItCannotBeSent() {
        assertThat(NOTHING.on(new ShipmentFailed(ORDER, UNDELIVERABLE_ADDRESS))).isEqualTo(new Step.Waits(NOTHING));
        assertThat(NOTHING.on(new InventoryReleased(ORDER, RESERVATION, UNDELIVERABLE_ADDRESS)))
                .isEqualTo(new Step.Waits(NOTHING));
    }

    @Test
    void unitsThatMayStillExpireAreNotEnough() {
        assertThat(NOTHING.on(new InventoryReserved(ORDER, RESERVATION, List.of())))
                .isEqualTo(new Step.Waits(NOTHING));
    }

    private static Function<Progress, Step> hears(char event) {
        return switch (event) {
            case 'P' -> progress -> progress.on(new PaymentCompleted(ORDER, PAYMENT, BigDecimal.TEN, "EUR"));
            case 'R' -> progress -> progress.on(new InventoryReservationConfirmed(ORDER, RESERVATION));
            case 'S' -> progress -> progress.on(new ShipmentCreated(ORDER, SHIPMENT));
            default -> throw new IllegalArgumentException("no event " + event);
        };
    }
}
