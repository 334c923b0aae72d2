package dev.tandem.orchestrator.intake;

import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.CustomerRegistered;
import dev.tandem.contracts.order.OrderEvent.OrderCancellationRequested;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderConfirmed;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.messaging.BatchHandler;
import dev.tandem.messaging.Delivery;
import dev.tandem.orchestrator.cancellation.RequestedCancellations;
import dev.tandem.orchestrator.engine.InstanceManager;
import dev.tandem.orchestrator.engine.Start;
import dev.tandem.orchestrator.fulfillment.PlacedOrders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Begins the sagas that a batch of events calls for, all at once. */
@Component
class OrderEvents implements BatchHandler<OrderEvent> {

    /** The others are not even read. */
    static final List<Class<? extends OrderEvent>> BEGINNINGS =
            List.of(OrderCreated.class, OrderCancellationRequested.class);

    private final InstanceManager sagas;
    private final PlacedOrders placed;
    private final RequestedCancellations cancellations;

    OrderEvents(InstanceManager sagas, PlacedOrders placed, RequestedCancellations cancellations) {
        this.sagas = sagas;
        this.placed = placed;
        this.cancellations = cancellations;
    }

    @Override
    public void handle(List<Delivery<OrderEvent>> batch) {
        var starts = new ArrayList<Start<?>>(batch.size());
        batch.forEach(delivery -> begin(delivery).ifPresent(starts::add));
        sagas.start(starts);
    }

    private Optional<Start<?>> begin(Delivery<OrderEvent> delivery) {
        return switch (delivery.body()) {
            case OrderCreated order -> placed.begin(order, delivery);
            case OrderCancellationRequested request -> Optional.of(cancellations.begin(request, delivery));
            case CustomerRegistered _, OrderConfirmed _, OrderCancelled _ -> Optional.empty();
        };
    }
}
