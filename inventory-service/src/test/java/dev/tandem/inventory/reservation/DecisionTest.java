package dev.tandem.inventory.reservation;

import static dev.tandem.inventory.reservation.Shelves.stock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.inventory.InventoryCommand;
import dev.tandem.contracts.inventory.InventoryCommand.ConfirmReservation;
import dev.tandem.contracts.inventory.InventoryCommand.ReleaseInventory;
import dev.tandem.contracts.inventory.InventoryCommand.ReserveInventory;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.inventory.stock.Stock;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of {@link Decision}, cell by cell. */
class DecisionTest {

    private static final UUID ORDER = Ids.next();
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Origin ORIGIN = Origin.of("a request");
    private static final List<ReservationLine> LINES = List.of(new ReservationLine("laptop", "W1", 2));

    private static final InventoryCommand RESERVE = new ReserveInventory(ORDER, List.of(new OrderLine("laptop", 2)));
    private static final InventoryCommand CONFIRM = new ConfirmReservation(ORDER);
    private static final InventoryCommand RELEASE = new ReleaseInventory(ORDER, CancellationReason.CUSTOMER_REQUEST);

    @ParameterizedTest(name = "{0} of {1} means {2}")
    @MethodSource
    void everyCommandHasAnAnswerInEveryState(InventoryCommand command, State state, Decision expected) {
        assertThat(Decision.on(command, state.reservation, state.stock)).isEqualTo(expected);
    }

    static Stream<Arguments> everyCommandHasAnAnswerInEveryState() {
        var none = new State("nothing", null, plenty());
        var soldOut = new State("nothing, sold out", null, stock().build());
        var pending = new State("a pending one", pending(), plenty());
        var confirmed = new State("a confirmed one", confirmed(), plenty());
        var released = new State("a released one", released(), plenty());
        var expired = new State("an expired one", expired(), plenty());
        var declined = new State("a declined one", tombstone(CancellationReason.OUT_OF_STOCK), plenty());
        var forestalled = new State("a forestalled one", tombstone(CancellationReason.TIMEOUT), plenty());

        var done = new Decision.AlreadyDone();
        var confirm = new Decision.Confirm();
        var release = new Decision.Release(CancellationReason.CUSTOMER_REQUEST);
        return Stream.of(
                Arguments.of(RESERVE, none, new Decision.Reserve(LINES)),
                Arguments.of(
                        RESERVE,
                        soldOut,
                        new Decision.Decline(
                                CancellationReason.OUT_OF_STOCK, "2 of laptop are wanted, 0 are available")),
                Arguments.of(RESERVE, pending, done),
                Arguments.of(RESERVE, confirmed, done),
                Arguments.of(RESERVE, released, refuse("RELEASED", CancellationReason.PAYMENT_DECLINED)),
                Arguments.of(RESERVE, expired, refuse("EXPIRED", CancellationReason.TIMEOUT)),
                Arguments.of(RESERVE, declined, refuse("RELEASED", CancellationReason.OUT_OF_STOCK)),
                Arguments.of(RESERVE, forestalled, refuse("RELEASED", CancellationReason.TIMEOUT)),
                Arguments.of(
                        CONFIRM,
                        none,
                        new Decision.Refuse(
                                CancellationReason.ABORTED, "nothing was reserved that could be confirmed")),
                Arguments.of(CONFIRM, pending, confirm),
                Arguments.of(CONFIRM, confirmed, done),
                Arguments.of(CONFIRM, released, refuse("RELEASED", CancellationReason.PAYMENT_DECLINED)),
                Arguments.of(CONFIRM, expired, refuse("EXPIRED", CancellationReason.TIMEOUT)),
                Arguments.of(CONFIRM, declined, refuse("RELEASED", CancellationReason.OUT_OF_STOCK)),
                Arguments.of(RELEASE, none, new Decision.Forestall(CancellationReason.CUSTOMER_REQUEST)),
                Arguments.of(RELEASE, pending, release),
                Arguments.of(RELEASE, confirmed, release),
                Arguments.of(RELEASE, released, done),
                Arguments.of(RELEASE, expired, done),
                Arguments.of(RELEASE, declined, done),
                Arguments.of(RELEASE, forestalled, done));
    }

    private static Decision refuse(String status, CancellationReason reason) {
        return new Decision.Refuse(reason, "the reservation is %s: %s".formatted(status, reason));
    }

    private static Stock plenty() {
        return stock().with("laptop", "W1", 10).build();
    }

    private static Reservation pending() {
        return Reservation.pending(ORDER, LINES, Duration.ofMinutes(15), ORIGIN, NOW);
    }

    private static Reservation confirmed() {
        var reservation = pending();
        reservation.confirm(NOW);
        return reservation;
    }

    private static Reservation released() {
        var reservation = pending();
        reservation.release(CancellationReason.PAYMENT_DECLINED, NOW);
        return reservation;
    }

    private static Reservation expired() {
        var reservation = pending();
        reservation.expire(NOW);
        return reservation;
    }

    private static Reservation tombstone(CancellationReason reason) {
        return Reservation.tombstone(ORDER, reason, ORIGIN, NOW);
    }

    record State(String name, @Nullable Reservation reservation, Stock stock) {

        @Override
        public String toString() {
            return name;
        }
    }
}
