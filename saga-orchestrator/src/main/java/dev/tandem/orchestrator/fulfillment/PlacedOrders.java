package dev.tandem.orchestrator.fulfillment;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderAccepted;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.messaging.BatchHandler;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Reply.Succeeded;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.engine.InstanceManager;
import dev.tandem.orchestrator.engine.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Begins the fulfilment of orders that customers placed at order-service. Their first step, creating the order, is done:
 * the event says so, and is taken as its answer.
 */
@Component
class PlacedOrders implements BatchHandler<OrderCreated> {

    private static final Logger log = LoggerFactory.getLogger(PlacedOrders.class);

    private final InstanceManager sagas;

    PlacedOrders(InstanceManager sagas) {
        this.sagas = sagas;
    }

    @Override
    public void handle(List<Delivery<OrderCreated>> batch) {
        var starts = new ArrayList<Start<?>>(batch.size());
        for (var delivery : batch) {
            definitionFor(delivery.body())
                    .ifPresentOrElse(saga -> starts.add(start(saga, delivery)), () -> refuse(delivery));
        }
        sagas.start(starts);
    }

    private static Optional<Saga<Fulfillment>> definitionFor(OrderCreated order) {
        var name = order.sagaDefinition();
        return name == null ? Optional.of(OrderFulfillment.PAY_FIRST) : OrderFulfillment.named(name);
    }

    private static Start<Fulfillment> start(Saga<Fulfillment> saga, Delivery<OrderCreated> delivery) {
        var order = delivery.body();
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
    private static void refuse(Delivery<OrderCreated> delivery) {
        var order = delivery.body();
        log.warn("Order {} asks for the unknown saga '{}' and is cancelled", order.orderId(), order.sagaDefinition());
        var cancel = new CancelOrder(order.orderId(), CancellationReason.ABORTED);
        delivery.send(new Message(Topics.ORDER_COMMANDS, order.orderId().toString(), cancel, null, null));
    }
}
