package dev.tandem.inventory.reservation;

import dev.tandem.contracts.inventory.InventoryEvent.Allocation;
import dev.tandem.inventory.stock.StockKey;
import jakarta.persistence.Embeddable;

/** So many of one article, from one warehouse. */
@Embeddable
record ReservationLine(String sku, String warehouse, int quantity) {

    StockKey key() {
        return new StockKey(sku, warehouse);
    }

    /** The same for others. */
    Allocation toAllocation() {
        return new Allocation(sku, warehouse, quantity);
    }
}
