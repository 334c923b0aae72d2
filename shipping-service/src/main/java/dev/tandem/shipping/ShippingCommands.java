package dev.tandem.shipping;

import static dev.tandem.contracts.CancellationReason.TIMEOUT;
import static dev.tandem.contracts.CancellationReason.UNDELIVERABLE_ADDRESS;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.shipping.ShipmentReceipt;
import dev.tandem.contracts.shipping.ShippingCommand;
import dev.tandem.contracts.shipping.ShippingEvent;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCancelled;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCreated;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentFailed;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import dev.tandem.messaging.BatchHandler;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Reply;
import dev.tandem.shipping.Decision.Bury;
import dev.tandem.shipping.Decision.Cancel;
import dev.tandem.shipping.Decision.CancelledAlready;
import dev.tandem.shipping.Decision.Lapsed;
import dev.tandem.shipping.Decision.Ship;
import dev.tandem.shipping.Decision.ShippedAlready;
import dev.tandem.shipping.Decision.TooLate;
import dev.tandem.shipping.Decision.Undeliverable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Carries out a batch of commands: one query for all shipments that it is about, then a decision each, then one
 * statement for all that is new and one for all that changed.
 *
 * <p>Two instances may handle commands about one new order at the same time, when a partition moves from one to the
 * other. Then there is no row to lock yet; the unique order id lets one of them through, and the other's batch is
 * handed over again and finds the row.
 */
@Component
class ShippingCommands implements BatchHandler<ShippingCommand> {

    private final Shipments shipments;
    private final Clock clock;
    private final Faults faults;

    ShippingCommands(Shipments shipments, Clock clock, Faults faults) {
        this.shipments = shipments;
        this.clock = clock;
        this.faults = faults;
    }

    @Override
    public void handle(List<Delivery<ShippingCommand>> batch) {
        var byOrder = lock(batch);
        for (var delivery : batch) {
            var orderId = delivery.body().orderId();
            switch (Decision.decide(byOrder.get(orderId), delivery.body(), clock.instant())) {
                case Ship(var address) -> {
                    var shipment = Shipment.to(address, orderId, clock.instant());
                    byOrder.put(orderId, shipment);
                    faults.reach(FaultPoint.SHIPPING_AFTER_CREATE, orderId);
                    tell(delivery, new ShipmentCreated(orderId, shipment.id()));
                    delivery.reply(Reply.succeeded(new ShipmentReceipt(shipment.id())));
                }
                case ShippedAlready(var id) -> delivery.reply(Reply.succeeded(new ShipmentReceipt(id)));
                case Undeliverable(var detail) -> {
                    tell(delivery, new ShipmentFailed(orderId, UNDELIVERABLE_ADDRESS));
                    delivery.reply(new Reply.Refused(UNDELIVERABLE_ADDRESS.name(), detail));
                }
                case Lapsed(var detail) -> {
                    tell(delivery, new ShipmentFailed(orderId, TIMEOUT));
                    delivery.reply(new Reply.Refused(TIMEOUT.name(), detail));
                }
                case Cancel(var shipment, var reason) -> {
                    shipment.cancel(reason, clock.instant());
                    faults.reach(FaultPoint.SHIPPING_AFTER_CANCEL, orderId);
                    tell(delivery, new ShipmentCancelled(orderId, shipment.id(), reason));
                    delivery.reply(Reply.succeeded());
                }
                case Bury(var reason) -> {
                    byOrder.put(orderId, Shipment.tombstone(orderId, reason, clock.instant()));
                    delivery.reply(Reply.succeeded());
                }
                case CancelledAlready() -> delivery.reply(Reply.succeeded());
                case TooLate(var reason, var detail) -> delivery.reply(new Reply.Refused(reason, detail));
            }
        }
        shipments.saveAllAndFlush(byOrder.values());
    }

    /** Grows by what the batch makes, so that its later commands find it; sorted, so that inserts cannot deadlock. */
    private Map<UUID, Shipment> lock(List<Delivery<ShippingCommand>> batch) {
        var orderIds = batch.stream().map(delivery -> delivery.body().orderId()).collect(Collectors.toSet());
        var byOrder = new TreeMap<UUID, Shipment>();
        shipments.lockByOrderIds(orderIds).forEach(shipment -> byOrder.put(shipment.orderId(), shipment));
        return byOrder;
    }

    /** Whatever coordinates the order, what happened to it is told. */
    private static void tell(Delivery<ShippingCommand> delivery, ShippingEvent event) {
        delivery.send(Message.event(Topics.SHIPPING_EVENTS, delivery.body().orderId(), event));
    }
}
