package dev.tandem.inventory.stock;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of the shelves that one transaction has locked. What an earlier message of a batch took is gone for the
 * later ones, before anything is written.
 */
public final class Stock {

    private final NavigableMap<StockKey, StockLevel> levels = new TreeMap<>();

    public Stock(Collection<StockLevel> levels) {
        levels.forEach(level -> this.levels.put(level.key(), level));
    }

    /** How many units of an article are free, by warehouse; empty for an article that nobody ever stocked. */
    public SortedMap<String, Integer> available(String sku) {
        var available = new TreeMap<String, Integer>();
        levels.forEach((key, level) -> {
            if (key.sku().equals(sku)) {
                available.put(key.warehouse(), level.available());
            }
        });
        return available;
    }

    /** Promises units that are free. */
    public void reserve(StockKey key, int quantity) {
        level(key).reserve(quantity);
    }

    /** Takes a promise back. */
    public void release(StockKey key, int quantity) {
        level(key).release(quantity);
    }

    private StockLevel level(StockKey key) {
        var level = levels.get(key);
        if (level == null) {
            throw new IllegalStateException("%s is not among the locked rows %s".formatted(key, levels.keySet()));
        }
        return level;
    }
}
