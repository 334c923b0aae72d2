package dev.tandem.order.choreography;

import dev.tandem.contracts.inventory.InventoryEvent;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReleased;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationConfirmed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReserved;
import dev.tandem.contracts.inventory.InventoryEvent.StockChanged;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderCommand.ConfirmOrder;
import dev.tandem.contracts.payment.PaymentEvent;
import dev.tandem.contracts.payment.PaymentEvent.AccountOpened;
import dev.tandem.contracts.payment.PaymentEvent.FundsDeposited;
import dev.tandem.contracts.payment.PaymentEvent.PaymentCompleted;
import dev.tandem.contracts.payment.PaymentEvent.PaymentFailed;
import dev.tandem.contracts.payment.PaymentEvent.PaymentRefunded;
import dev.tandem.contracts.shipping.ShippingEvent;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCancelled;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCreated;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentFailed;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentHandedOver;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a pending order was told so far. It is confirmed when it is paid for, its parcel is packed and its units are its
 * for good, in whatever sequence it hears of it. It is cancelled when it hears that it will not be paid for, that there
 * are no goods, or that the money went back, which is where a failure further on arrives in the end.
 */
record Progress(
        UUID orderId,
        @Nullable UUID paymentId,
        @Nullable UUID reservationId,
        @Nullable UUID shipmentId) {

    /** What an order makes of an event. */
    sealed interface Step {

        /** It knows more, and waits on. */
        record Waits(Progress now) implements Step {}

        /** It is decided, by this. */
        record Ends(OrderCommand by) implements Step {}
    }

    Step on(PaymentEvent event) {
        return switch (event) {
            case PaymentCompleted paid -> next(paid.paymentId(), reservationId, shipmentId);
            case PaymentFailed failed -> new Step.Ends(new CancelOrder(orderId, failed.reason()));
            case PaymentRefunded refunded -> new Step.Ends(new CancelOrder(orderId, refunded.reason()));
            case AccountOpened _, FundsDeposited _ -> new Step.Waits(this);
        };
    }

    Step on(InventoryEvent event) {
        return switch (event) {
            case InventoryReservationConfirmed confirmed -> next(paymentId, confirmed.reservationId(), shipmentId);
            case InventoryReservationFailed failed -> new Step.Ends(new CancelOrder(orderId, failed.reason()));
            case InventoryReserved _, InventoryReleased _, StockChanged _ -> new Step.Waits(this);
        };
    }

    Step on(ShippingEvent event) {
        return switch (event) {
            case ShipmentCreated created -> next(paymentId, reservationId, created.shipmentId());
            case ShipmentFailed _, ShipmentHandedOver _, ShipmentCancelled _ -> new Step.Waits(this);
        };
    }

    private Step next(@Nullable UUID paid, @Nullable UUID reserved, @Nullable UUID shipped) {
        return paid != null && reserved != null && shipped != null
                ? new Step.Ends(new ConfirmOrder(orderId, paid, reserved, shipped))
                : new Step.Waits(new Progress(orderId, paid, reserved, shipped));
    }
}
