package dev.tandem.inventory.stock;

import jakarta.persistence.Embeddable;
import java.util.Comparator;

/** An article in a warehouse. The order of keys is the order in which rows are locked, everywhere. */
@Embeddable
public record StockKey(String sku, String warehouse) implements Comparable<StockKey> {

    private static final Comparator<StockKey> LOCK_ORDER =
            Comparator.comparing(StockKey::sku).thenComparing(StockKey::warehouse);

    @Override
    public int compareTo(StockKey other) {
        return LOCK_ORDER.compare(this, other);
    }
}
