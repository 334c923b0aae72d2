package dev.tandem.inventory.reservation;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.inventory.InventoryCommand;
import dev.tandem.contracts.inventory.InventoryCommand.ConfirmReservation;
import dev.tandem.contracts.inventory.InventoryCommand.ReleaseInventory;
import dev.tandem.contracts.inventory.InventoryCommand.ReserveInventory;
import dev.tandem.inventory.stock.Stock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command means for an order's reservation, told from what is there and without touching it. Every command has
 * an answer in every state, because commands are repeated, and may overtake each other:
 *
 * <pre>
 *              | no reservation     | PENDING      | CONFIRMED    | RELEASED     | EXPIRED
 *   -----------+--------------------+--------------+--------------+--------------+--------------
 *    reserve   | Reserve or Decline | AlreadyDone  | AlreadyDone  | Refuse       | Refuse
 *    confirm   | Refuse             | Confirm      | AlreadyDone  | Refuse       | Refuse
 *    release   | Forestall          | Release      | Release      | AlreadyDone  | AlreadyDone
 * </pre>
 */
sealed interface Decision {

    /** Set these units aside. */
    record Reserve(List<ReservationLine> lines) implements Decision {}

    /** There is too little. Remembered, so that the same question gets the same answer even if stock comes in. */
    record Decline(CancellationReason reason, String detail) implements Decision {}

    /** The order is decided: keep the units for it. */
    record Confirm() implements Decision {}

    /** Give the units back. */
    record Release(CancellationReason reason) implements Decision {}

    /** There is nothing to give back yet. Remembered, so that nothing is set aside if the reservation turns up later. */
    record Forestall(CancellationReason reason) implements Decision {}

    /** The command found its work done. */
    record AlreadyDone() implements Decision {}

    /** The reservation is past that. */
    record Refuse(CancellationReason reason, String detail) implements Decision {}

    /**
     * Decides.
     *
     * @param reservation the order's, if there is one
     * @param stock what is free of the articles that the command names
     */
    static Decision on(InventoryCommand command, @Nullable Reservation reservation, Stock stock) {
        return switch (command) {
            case ReserveInventory reserve -> reservation == null ? allocate(reserve, stock) : reserveAgain(reservation);
            case ConfirmReservation _ -> reservation == null ? nothingToConfirm() : confirm(reservation);
            case ReleaseInventory release ->
                reservation == null ? new Forestall(release.reason()) : release(reservation, release.reason());
        };
    }

    private static Decision allocate(ReserveInventory command, Stock stock) {
        return switch (Sourcing.of(command.items(), stock)) {
            case Sourcing.Enough(var lines) -> new Reserve(lines);
            case Sourcing.TooLittle(var sku, var wanted, var available) ->
                new Decline(
                        CancellationReason.OUT_OF_STOCK,
                        "%d of %s are wanted, %d are available".formatted(wanted, sku, available));
        };
    }

    private static Decision reserveAgain(Reservation reservation) {
        return switch (reservation.status()) {
            case PENDING, CONFIRMED -> new AlreadyDone();
            case RELEASED, EXPIRED -> isOver(reservation);
        };
    }

    /**
     * The last look before the point of no return (guide, 'Strategy 3: Pessimistic View'): whatever the saga believes of
     * this reservation since it was made, what counts is the row as it is now, locked.
     */
    private static Decision confirm(Reservation reservation) {
        return switch (reservation.status()) {
            case PENDING -> new Confirm();
            case CONFIRMED -> new AlreadyDone();
            case RELEASED, EXPIRED -> isOver(reservation);
        };
    }

    private static Decision release(Reservation reservation, CancellationReason reason) {
        return switch (reservation.status()) {
            case PENDING, CONFIRMED -> new Release(reason);
            case RELEASED, EXPIRED -> new AlreadyDone();
        };
    }

    /** No tombstone: a confirmation does not say that the order is off, and the reservation may yet turn up. */
    private static Decision nothingToConfirm() {
        return new Refuse(CancellationReason.ABORTED, "nothing was reserved that could be confirmed");
    }

    private static Decision isOver(Reservation reservation) {
        var reason = reservation.reason();
        if (reason == null) {
            throw new IllegalStateException("reservation %s is over for no reason".formatted(reservation.id()));
        }
        return new Refuse(reason, "the reservation is %s: %s".formatted(reservation.status(), reason));
    }
}
