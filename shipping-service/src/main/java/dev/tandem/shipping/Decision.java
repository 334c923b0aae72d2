package dev.tandem.shipping;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.contracts.shipping.ShippingCommand;
import dev.tandem.contracts.shipping.ShippingCommand.CancelShipment;
import dev.tandem.contracts.shipping.ShippingCommand.CreateShipment;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a command, given what is remembered of its order. Deciding changes nothing.
 *
 * <table>
 * <caption>Commands may come late, twice, and in the wrong order; the order's shipment ends the same.</caption>
 * <tr><th>remembered</th><th>{@link CreateShipment}</th><th>{@link CancelShipment}</th></tr>
 * <tr><td>nothing</td><td>{@link Ship}, {@link Undeliverable} or {@link Lapsed}</td><td>{@link Bury}</td></tr>
 * <tr><td>{@code CREATED}</td><td>{@link ShippedAlready}</td><td>{@link Cancel}</td></tr>
 * <tr><td>{@code CANCELLED}</td><td>{@link TooLate}</td><td>{@link CancelledAlready}</td></tr>
 * <tr><td>{@code HANDED_OVER}</td><td>{@link ShippedAlready}</td><td>{@link TooLate}</td></tr>
 * </table>
 */
sealed interface Decision {

    /** A new shipment. */
    record Ship(Address address) implements Decision {}

    /** No shipment, because no carrier goes there. */
    record Undeliverable(String detail) implements Decision {}

    /**
     * No shipment, because the goods may be somebody else's by now: before it ships, it looks again at how long they were
     * reserved (guide, 'Strategy 3: Pessimistic View').
     */
    record Lapsed(String detail) implements Decision {}

    /** The same answer again, and no second shipment. */
    record ShippedAlready(UUID shipmentId) implements Decision {}

    /** The shipment is called back. */
    record Cancel(Shipment shipment, CancellationReason reason) implements Decision {}

    /** Nothing to call back, but to be remembered: the shipment may be asked for later, and must not be made then. */
    record Bury(CancellationReason reason) implements Decision {}

    /** The same answer again, and no second effect. */
    record CancelledAlready() implements Decision {}

    /** What was asked for has become impossible. */
    record TooLate(String reason, String detail) implements Decision {}

    static Decision decide(@Nullable Shipment known, ShippingCommand command, Instant now) {
        return switch (command) {
            case CreateShipment create -> create(known, create, now);
            case CancelShipment(var _, var reason) -> cancel(known, reason);
        };
    }

    private static Decision create(@Nullable Shipment known, CreateShipment command, Instant now) {
        if (known == null) {
            return command.comesTooLate(now)
                    ? new Lapsed("what is to be shipped was reserved until " + command.reservedUntil())
                    : ship(command.address());
        }
        return switch (known.status()) {
            case CREATED, HANDED_OVER -> new ShippedAlready(known.id());
            case CANCELLED -> new TooLate("SHIPMENT_CANCELLED", "it was cancelled before");
        };
    }

    private static Decision ship(Address address) {
        if (address.country().equals("AQ")) {
            return new Undeliverable("no carrier serves Antarctica");
        }
        if (address.postalCode().isBlank()) {
            return new Undeliverable("the address has no postal code");
        }
        return new Ship(address);
    }

    private static Decision cancel(@Nullable Shipment known, CancellationReason reason) {
        if (known == null) {
            return new Bury(reason);
        }
        return switch (known.status()) {
            case CREATED -> new Cancel(known, reason);
            case CANCELLED -> new CancelledAlready();
            case HANDED_OVER -> new TooLate("SHIPMENT_HANDED_OVER", "the carrier has it");
        };
    }
}
