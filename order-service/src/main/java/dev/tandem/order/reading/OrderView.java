package dev.tandem.order.reading;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderConfirmed;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.PricedLine;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.order.domain.Order;
import dev.tandem.order.domain.Status;
import dev.tandem.order.journal.StoredOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as clients see it. One that was cancelled before it was created has no customer and no items.
 * While its cancellation is requested it is still in force. What it was to be paid with is the payment's business, and a card's token nobody else's.
 */
public record OrderView(
        UUID orderId,
        @Nullable String customerId,
        Status status,
        @Nullable CancellationReason reason,
        List<PricedLine> items,
        @Nullable BigDecimal total,
        @Nullable String currency,
        @Nullable Address shippingAddress,
        @Nullable Coordination coordination,
        @Nullable String sagaDefinition,
        boolean cancellationRequested,
        @Nullable UUID paymentId,
        @Nullable UUID reservationId,
        @Nullable UUID shipmentId,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    public static OrderView of(StoredOrder order) {
        var created = Optional.ofNullable(order.state().created());
        var confirmed = Optional.ofNullable(order.state().confirmed());
        var cancelled = Optional.ofNullable(order.state().cancelled());
        return new OrderView(
                order.id(),
                created.map(OrderCreated::customerId).orElse(null),
                order.status(),
                cancelled.map(OrderCancelled::reason).orElse(null),
                created.map(OrderCreated::items).orElse(List.of()),
                created.map(OrderCreated::total).orElse(null),
                created.map(OrderCreated::currency).orElse(null),
                created.map(OrderCreated::shippingAddress).orElse(null),
                created.map(OrderCreated::coordination).orElse(null),
                created.map(OrderCreated::sagaDefinition).orElse(null),
                order.state() instanceof Order.Cancelling,
                confirmed.map(OrderConfirmed::paymentId).orElse(null),
                confirmed.map(OrderConfirmed::reservationId).orElse(null),
                confirmed.map(OrderConfirmed::shipmentId).orElse(null),
                order.version(),
                order.createdAt(),
                order.updatedAt());
    }
}
