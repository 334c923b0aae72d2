package dev.tandem.shipping;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentHandedOver;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outbox;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The carrier takes a parcel, and from then on nobody can call it back. */
@Component
class HandingOver {

    private final Shipments shipments;
    private final Outbox outbox;
    private final Clock clock;

    HandingOver(Shipments shipments, Outbox outbox, Clock clock) {
        this.shipments = shipments;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Hands it over, unless it is gone or cancelled already: the status tells. The order's row is locked as commands
     * lock it, so a parcel is either handed over or cancelled, whoever comes first.
     */
    @Transactional
    Optional<Shipment> handOver(UUID shipmentId) {
        return shipments.findById(shipmentId).map(found -> {
            var shipment = shipments.lockByOrderIds(List.of(found.orderId())).getFirst();
            if (shipment.status() == Shipment.Status.CREATED) {
                shipment.handOver(clock.instant().truncatedTo(ChronoUnit.MICROS)); // as precise as the database
                shipments.saveAllAndFlush(List.of(shipment));
                var event = new ShipmentHandedOver(shipment.orderId(), shipment.id());
                outbox.send(Message.event(Topics.SHIPPING_EVENTS, shipment.orderId(), event));
            }
            return shipment;
        });
    }
}
