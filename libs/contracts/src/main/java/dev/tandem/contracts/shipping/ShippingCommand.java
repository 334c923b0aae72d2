package dev.tandem.contracts.shipping;

import dev.tandem.contracts.CancellationReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What shipping-service can be told to do. Each may arrive more than once and has its effect once. */
public sealed interface ShippingCommand {

    UUID orderId();

    /**
     * Answered with {@link ShipmentReceipt}; refused as {@code UNDELIVERABLE_ADDRESS}, and as {@code TIMEOUT} if it comes
     * when what is to be shipped is not reserved any more.
     *
     * @param reservedUntil how long it is; {@code null} if that has no end
     */
    record CreateShipment(
            UUID orderId, Address address, @Nullable Instant reservedUntil) implements ShippingCommand {

        /** For goods that are reserved for good. */
        public CreateShipment(UUID orderId, Address address) {
            this(orderId, address, null);
        }

        /** Whether what is to be shipped may be somebody else's by now. */
        public boolean comesTooLate(Instant now) {
            return reservedUntil != null && !now.isBefore(reservedUntil);
        }
    }

    /** Compensates {@link CreateShipment}: the shipment stays, marked as cancelled. Refused as {@code SHIPMENT_HANDED_OVER}
     * once the carrier has it. */
    record CancelShipment(UUID orderId, CancellationReason reason) implements ShippingCommand {}
}
