package dev.tandem.contracts.order;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.contracts.shipping.Address;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What order-service can be told to do. Each may arrive more than once and has its effect once. */
public sealed interface OrderCommand {

    UUID orderId();

    /** Answered with {@link OrderAccepted}; refused if customer or article is unknown, or the order was cancelled before. */
    record CreateOrder(
            UUID orderId,
            String customerId,
            List<OrderLine> items,
            PaymentMethod payment,
            Address shippingAddress,
            Coordination coordination,
            @Nullable String sagaDefinition)
            implements OrderCommand {}

    /** The last step: everything that the order needs is in force. */
    record ConfirmOrder(UUID orderId, UUID paymentId, UUID reservationId, UUID shipmentId) implements OrderCommand {}

    /** The customer wants a confirmed order undone; refused for any other. */
    record RequestCancellation(UUID orderId) implements OrderCommand {}

    /** Compensates {@link CreateOrder}: the order stays, marked as cancelled. Also the last step of undoing a confirmed one. */
    record CancelOrder(UUID orderId, CancellationReason reason) implements OrderCommand {}
}
