package dev.tandem.shipping;

import static dev.tandem.contracts.CancellationReason.UNDELIVERABLE_ADDRESS;

import dev.tandem.commit.Branch;
import dev.tandem.commit.Vote;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.shipping.ShipOrder;
import dev.tandem.contracts.shipping.ShippingCommand.CreateShipment;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCreated;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes a shipment within a distributed transaction. */
@Component
class ShipmentBranch implements Branch<ShipOrder> {

    private final Shipments shipments;
    private final Outbox outbox;
    private final Clock clock;

    ShipmentBranch(Shipments shipments, Outbox outbox, Clock clock) {
        this.shipments = shipments;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public String operation() {
        return ShipOrder.OPERATION;
    }

    @Override
    public Class<ShipOrder> payload() {
        return ShipOrder.class;
    }

    /** What is decided about the order is what is decided about a command that nothing has been heard of before. */
    @Override
    public Vote prepare(UUID transactionId, ShipOrder order) {
        var now = clock.instant();
        var decision = Decision.decide(null, new CreateShipment(order.orderId(), order.address()), now);
        if (decision instanceof Decision.Undeliverable(var detail)) {
            return Vote.no(UNDELIVERABLE_ADDRESS.name(), detail);
        }
        shipments.saveAllAndFlush(List.of(Shipment.to(order, now)));
        var event = new ShipmentCreated(order.orderId(), order.shipmentId());
        outbox.send(Message.event(Topics.SHIPPING_EVENTS, order.orderId(), event), outbox.currentOrigin());
        return Vote.yes();
    }
}
