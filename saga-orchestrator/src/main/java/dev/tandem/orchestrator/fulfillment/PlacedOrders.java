package dev.tandem.orchestrator.fulfillment;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderAccepted;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Reply.Succeeded;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.engine.Start;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Begins the fulfilment of orders that customers placed at order-service. Their first step, creating the order, is done:
 * the event says so, and is taken as its answer.
 */
@Component
public class PlacedOrders {

    private static final Logger log = LoggerFactory.getLogger(PlacedOrders.class);

    /** The saga that begins with it; none if the order asks for one that does not exist. */
    public Optional<Start<?>> begin(OrderCreated order, Delivery<?> delivery) {
        var saga = definitionFor(order);
        if (saga.isEmpty()) {
            refuse(order, delivery);
        }
        return saga.map(it -> start(it, order, delivery));
    }

    private static Optional<Saga<Fulfillment>> definitionFor(OrderCreated order) {
        var name = order.sagaDefinition();
        return name == null ? Optional.of(OrderFulfillment.PAY_FIRST) : OrderFulfillment.named(name);
    }

    private static Start<Fulfillment> start(Saga<Fulfillment> saga, OrderCreated order, Delivery<?> delivery) {
        var lines = order.items().stream()
                .map(item -> new OrderLine(item.sku(), item.quantity()))
                .toList();
        return new Start<>(
                Ids.next(),
                saga,
                order.orderId().toString(),
                Fulfillment.of(
                        order.orderId(),
                        saga.name(),
                        order.customerId(),
                        lines,
                        order.payment(),
                        order.shippingAddress()),
                new Succeeded(new OrderAccepted(order.orderId(), order.total(), order.currency())),
                delivery.origin(),
                delivery::send);
    }

    /**
     * An order that asks for a definition which does not exist will never be carried out by anybody, so it is cancelled.
     * There is nothing else to undo and no answer to wait for: the inbox keeps the command, as it keeps all that a
     * message causes.
     */
    private static void refuse(OrderCreated order, Delivery<?> delivery) {
        log.warn("Order {} asks for the unknown saga '{}' and is cancelled", order.orderId(), order.sagaDefinition());
        var cancel = new CancelOrder(order.orderId(), CancellationReason.ABORTED);
        delivery.send(new Message(Topics.ORDER_COMMANDS, order.orderId().toString(), cancel, null, null));
    }
}
