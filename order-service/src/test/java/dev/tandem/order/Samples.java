package dev.tandem.order;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderCommand.ConfirmOrder;
import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a saga orchestrator would send. */
public final class Samples {

    public static final UUID PAYMENT = Ids.next();
    public static final UUID RESERVATION = Ids.next();
    public static final UUID SHIPMENT = Ids.next();

    private Samples() {}

    public static CreateOrder createOrder(UUID orderId, OrderLine... items) {
        return createOrder(orderId, "alice", items);
    }

    public static CreateOrder createOrder(UUID orderId, String customerId, OrderLine... items) {
        return new CreateOrder(
                orderId,
                customerId,
                List.of(items),
                new PaymentMethod.Card("tok_visa"),
                new Address("Alice", "Street 1", "Berlin", "10115", "DE"),
                Coordination.SAGA_ORCHESTRATED,
                "order-fulfillment");
    }

    public static ConfirmOrder confirmOrder(UUID orderId) {
        return new ConfirmOrder(orderId, PAYMENT, RESERVATION, SHIPMENT);
    }

    public static CancelOrder cancelOrder(UUID orderId) {
        return new CancelOrder(orderId, CancellationReason.OUT_OF_STOCK);
    }

    /** Each delivery is a message of its own, as when a saga asks again. */
    public static Delivery<OrderCommand> delivery(OrderCommand command) {
        var key = command.orderId().toString();
        var step = new SagaStep(Ids.next(), "create-order", SagaStep.Phase.ACTION, 1);
        var envelope = new Envelope(
                Ids.next(),
                key,
                command.getClass().getSimpleName(),
                "/saga-orchestrator",
                Instant.EPOCH,
                key,
                Origin.of("test"),
                "saga.replies",
                step);
        return new Delivery<>(envelope, command);
    }

    public static Reply replyTo(Delivery<?> delivery) {
        return bodies(delivery, Reply.class).getFirst();
    }

    public static <T> List<T> bodies(Delivery<?> delivery, Class<T> type) {
        return delivery.caused().stream()
                .map(message -> message.body())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
