package dev.tandem.inventory.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.inventory.InventoryCommand.ReserveInventory;
import dev.tandem.contracts.inventory.InventoryEvent.Allocation;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReleased;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationConfirmed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReserved;
import dev.tandem.contracts.inventory.ReservationReceipt;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Reply;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InventoryCommandsTest extends InventoryTest {

    private final UUID order = Ids.next();

    @Test
    void aReservationSetsUnitsAsideAndTellsWhere() {
        stocked("laptop", "W1", 1);
        stocked("laptop", "W2", 1);

        var answer = alone(reserve(order, "laptop", 2));

        var id = receipt(answer);
        assertThat(answer.events())
                .containsExactly(new InventoryReserved(
                        order, id, List.of(new Allocation("laptop", "W1", 1), new Allocation("laptop", "W2", 1))));
        assertThat(reserved("laptop", "W1")).isEqualTo(1);
        assertThat(reservation(order)).isEqualTo("PENDING");
    }

    @Test
    void tooLittleStockIsARefusalThatStandsEvenIfStockComesIn() {
        stocked("laptop", "W1", 1);

        var refused = alone(reserve(order, "laptop", 2));
        jdbc.sql("UPDATE stock SET on_hand = 100").update();
        var again = alone(reserve(order, "laptop", 2));

        assertThat(refused.refusal()).isEqualTo("OUT_OF_STOCK");
        assertThat(refused.events())
                .containsExactly(new InventoryReservationFailed(order, CancellationReason.OUT_OF_STOCK));
        assertThat(again.refusal()).isEqualTo("OUT_OF_STOCK");
        assertThat(again.events()).isEmpty();
        assertThat(reserved("laptop", "W1")).isZero();
    }

    @Test
    void askedTwiceReservedOnce() {
        stocked("laptop", "W1", 10);

        var first = alone(reserve(order, "laptop", 2));
        var second = alone(reserve(order, "laptop", 2));

        assertThat(second.reply()).isEqualTo(first.reply());
        assertThat(second.events()).isEmpty();
        assertThat(reserved("laptop", "W1")).isEqualTo(2);
    }

    /** Others, who charge and ship, look at it again before they do. */
    @Test
    void theReceiptSaysHowLongTheUnitsAreSetAside() {
        stocked("laptop", "W1", 10);

        var reserved = alone(reserve(order, "laptop", 2));
        var confirmed = alone(confirm(order));

        assertThat(reservedUntil(reserved)).isNotNull();
        assertThat(reservedUntil(confirmed)).isNull();
    }

    @Test
    void aConfirmedReservationKeepsItsUnits() {
        stocked("laptop", "W1", 10);
        var id = receipt(alone(reserve(order, "laptop", 2)));

        var confirmed = alone(confirm(order));

        assertThat(confirmed.events()).containsExactly(new InventoryReservationConfirmed(order, id));
        assertThat(reservation(order)).isEqualTo("CONFIRMED");
        assertThat(reserved("laptop", "W1")).isEqualTo(2);
    }

    @Test
    void aReleaseGivesTheUnitsBackAndLeavesARecord() {
        stocked("laptop", "W1", 10);
        var id = receipt(alone(reserve(order, "laptop", 2)));

        var released = alone(release(order));

        assertThat(released.isSuccess()).isTrue();
        assertThat(released.events()).containsExactly(new InventoryReleased(order, id, WHY));
        assertThat(reservation(order)).isEqualTo("RELEASED PAYMENT_DECLINED");
        assertThat(reserved("laptop", "W1")).isZero();
        assertThat(lines()).isEqualTo(1);
    }

    @Test
    void aReleaseThatOvertakesItsReservationWins() {
        stocked("laptop", "W1", 10);

        var released = alone(release(order));
        var reserved = alone(reserve(order, "laptop", 2));

        assertThat(released.isSuccess()).isTrue();
        assertThat(released.events()).isEmpty();
        assertThat(reserved.refusal()).isEqualTo("PAYMENT_DECLINED");
        assertThat(reserved("laptop", "W1")).isZero();
        assertThat(lines()).isZero();
    }

    @Test
    void aReleasedReservationCannotBeConfirmed() {
        stocked("laptop", "W1", 10);

        inOneBatch(reserve(order, "laptop", 2), release(order));

        assertThat(alone(confirm(order)).refusal()).isEqualTo("PAYMENT_DECLINED");
    }

    @Test
    void earlierMessagesOfABatchTakeFromLaterOnes() {
        stocked("laptop", "W1", 5);

        var answers = inOneBatch(
                reserve(order, "laptop", 3), reserve(Ids.next(), "laptop", 3), reserve(Ids.next(), "laptop", 2));

        assertThat(answers).extracting(Answer::isSuccess).containsExactly(true, false, true);
        assertThat(reserved("laptop", "W1")).isEqualTo(5);
    }

    @Test
    void unitsReleasedInABatchAreFreeForTheNextMessageOfIt() {
        stocked("laptop", "W1", 5);
        alone(reserve(order, "laptop", 5));

        var answers = inOneBatch(
                reserve(Ids.next(), "laptop", 1), release(order), reserve(Ids.next(), "laptop", 4), confirm(order));

        assertThat(answers).extracting(Answer::isSuccess).containsExactly(false, true, true, false);
        assertThat(reserved("laptop", "W1")).isEqualTo(4);
    }

    @Test
    void aBrokenCommandRollsItsBatchBack() {
        stocked("laptop", "W1", 5);
        var broken = new ReserveInventory(Ids.next(), List.of(new OrderLine("laptop", -1)));

        assertThatIllegalArgumentException().isThrownBy(() -> inOneBatch(reserve(order, "laptop", 1), broken));

        assertThat(reserved("laptop", "W1")).isZero();
        assertThat(alone(reserve(order, "laptop", 1)).isSuccess()).isTrue();
    }

    private Integer lines() {
        return jdbc.sql("SELECT count(*) FROM reservation_line")
                .query(Integer.class)
                .single();
    }

    private static @Nullable Instant reservedUntil(Answer answer) {
        if (answer.reply() instanceof Reply.Succeeded(ReservationReceipt(var _, var reservedUntil))) {
            return reservedUntil;
        }
        throw new AssertionError("no receipt: " + answer);
    }

    private static UUID receipt(Answer answer) {
        if (answer.reply() instanceof Reply.Succeeded(ReservationReceipt(var id, var _))) {
            return id;
        }
        throw new AssertionError("no receipt: " + answer);
    }
}
