package dev.tandem.contracts.order;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.contracts.shipping.Address;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened at order-service. */
public sealed interface OrderEvent {

    record CustomerRegistered(String customerId, String name) implements OrderEvent {}

    /** Carries all that others need to know of the order, so that nobody has to ask back. */
    record OrderCreated(
            UUID orderId,
            String customerId,
            List<PricedLine> items,
            BigDecimal total,
            String currency,
            PaymentMethod payment,
            Address shippingAddress,
            Coordination coordination,
            @Nullable String sagaDefinition)
            implements OrderEvent {}

    record OrderConfirmed(UUID orderId, UUID paymentId, UUID reservationId, UUID shipmentId) implements OrderEvent {}

    /** The customer of a confirmed order wants it undone; it stays confirmed until that is done. */
    record OrderCancellationRequested(UUID orderId) implements OrderEvent {}

    record OrderCancelled(UUID orderId, CancellationReason reason) implements OrderEvent {}
}
