package dev.tandem.contracts.shipping;

import java.util.UUID;

/** Answer to {@link ShippingCommand.CreateShipment}. */
public record ShipmentReceipt(UUID shipmentId) {}
