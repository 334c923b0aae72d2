package dev.tandem.orchestrator.cancellation;

import static dev.tandem.contracts.CancellationReason.CUSTOMER_REQUEST;

import dev.tandem.contracts.inventory.InventoryCommand.ReleaseInventory;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.payment.PaymentCommand.RefundPayment;
import dev.tandem.contracts.shipping.ShippingCommand.CancelShipment;
import java.util.UUID;

/** What the cancellation of an order knows: which one. Everybody keeps their own records of what there is to undo. */
record Cancellation(UUID orderId) {

    CancelShipment cancelShipment() {
        return new CancelShipment(orderId, CUSTOMER_REQUEST);
    }

    ReleaseInventory releaseInventory() {
        return new ReleaseInventory(orderId, CUSTOMER_REQUEST);
    }

    RefundPayment refundPayment() {
        return new RefundPayment(orderId, CUSTOMER_REQUEST);
    }

    CancelOrder cancelOrder() {
        return new CancelOrder(orderId, CUSTOMER_REQUEST);
    }
}
