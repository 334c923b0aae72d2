package dev.tandem.order.journal;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderConfirmed;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.PricedLine;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.order.domain.Order;
import dev.tandem.order.domain.Order.Cancelled;
import dev.tandem.order.domain.Order.Cancelling;
import dev.tandem.order.domain.Order.Confirmed;
import dev.tandem.order.domain.Order.Pending;
import dev.tandem.order.domain.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Orders as rows of the table {@code orders}, where the state's parts are side by side and SQL can ask for them.
 */
@Component
class OrderMapping {

    private final OrderJson json;

    OrderMapping(OrderJson json) {
        this.json = json;
    }

    /** All of an order. */
    Columns<StoredOrder> orderColumns(Collection<StoredOrder> orders) {
        return outcomeColumns(orders)
                .with("customerId", part(Order::created, OrderCreated::customerId))
                .with("items", part(Order::created, created -> json.write(created.items())))
                .with("total", part(Order::created, OrderCreated::total))
                .with("currency", part(Order::created, OrderCreated::currency))
                .with("payment", part(Order::created, created -> json.write(created.payment())))
                .with("shippingAddress", part(Order::created, created -> json.write(created.shippingAddress())))
                .with(
                        "coordination",
                        part(Order::created, created -> created.coordination().wireName()))
                .with("sagaDefinition", part(Order::created, OrderCreated::sagaDefinition))
                .with("createdAt", StoredOrder::createdAt);
    }

    /** What became of an order; nothing else of it changes. */
    Columns<StoredOrder> outcomeColumns(Collection<StoredOrder> orders) {
        return new Columns<>(orders)
                .with("orderId", StoredOrder::id)
                .with("version", StoredOrder::version)
                .with("status", StoredOrder::status)
                .with("reason", part(Order::cancelled, OrderCancelled::reason))
                .with("cancellationRequested", order -> order.state() instanceof Cancelling)
                .with("paymentId", part(Order::confirmed, OrderConfirmed::paymentId))
                .with("reservationId", part(Order::confirmed, OrderConfirmed::reservationId))
                .with("shipmentId", part(Order::confirmed, OrderConfirmed::shipmentId))
                .with("updatedAt", StoredOrder::updatedAt);
    }

    /** A value out of an event that the order may or may not have seen. */
    private static <E> Function<StoredOrder, @Nullable Object> part(
            Function<Order, @Nullable E> event, Function<E, @Nullable Object> value) {
        return order -> {
            var seen = event.apply(order.state());
            return seen == null ? null : value.apply(seen);
        };
    }

    StoredOrder order(ResultSet row, int number) throws SQLException {
        var id = row.getObject("order_id", UUID.class);
        return new StoredOrder(
                id, row.getInt("version"), state(id, row), instant(row, "created_at"), instant(row, "updated_at"));
    }

    private Order state(UUID id, ResultSet row) throws SQLException {
        var created = readCreated(id, row);
        var confirmed = readConfirmed(id, row);
        return switch (Status.valueOf(row.getString("status"))) {
            case PENDING -> new Pending(Objects.requireNonNull(created));
            case CONFIRMED -> {
                Objects.requireNonNull(created);
                Objects.requireNonNull(confirmed);
                yield row.getBoolean("cancellation_requested")
                        ? new Cancelling(created, confirmed)
                        : new Confirmed(created, confirmed);
            }
            case CANCELLED -> new Cancelled(created, confirmed, readCancelled(id, row));
        };
    }

    private @Nullable OrderCreated readCreated(UUID id, ResultSet row) throws SQLException {
        var customerId = row.getString("customer_id");
        return customerId == null
                ? null
                : new OrderCreated(
                        id,
                        customerId,
                        List.of(json.read(row.getString("items"), PricedLine[].class)),
                        row.getBigDecimal("total"),
                        row.getString("currency"),
                        json.read(row.getString("payment"), PaymentMethod.class),
                        json.read(row.getString("shipping_address"), Address.class),
                        Coordination.of(row.getString("coordination")),
                        row.getString("saga_definition"));
    }

    private static @Nullable OrderConfirmed readConfirmed(UUID id, ResultSet row) throws SQLException {
        var paymentId = row.getObject("payment_id", UUID.class);
        return paymentId == null
                ? null
                : new OrderConfirmed(
                        id,
                        paymentId,
                        row.getObject("reservation_id", UUID.class),
                        row.getObject("shipment_id", UUID.class));
    }

    private static OrderCancelled readCancelled(UUID id, ResultSet row) throws SQLException {
        return new OrderCancelled(id, CancellationReason.valueOf(row.getString("reason")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
