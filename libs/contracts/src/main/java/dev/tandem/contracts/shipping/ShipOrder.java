package dev.tandem.contracts.shipping;

import java.util.UUID;

/**
 * What shipping-service does in a distributed transaction that places an order: a shipment, or none.
 *
 * @param shipmentId chosen by whoever asks, because the order that names it is written at the same time
 */
public record ShipOrder(UUID orderId, UUID shipmentId, Address address) {

    /** The branch's name. */
    public static final String OPERATION = "ship-order";
}
