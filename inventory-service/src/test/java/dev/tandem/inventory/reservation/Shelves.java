package dev.tandem.inventory.reservation;

import dev.tandem.inventory.stock.Stock;
import dev.tandem.inventory.stock.StockKey;
import dev.tandem.inventory.stock.StockLevel;
import java.util.ArrayList;
import java.util.List;

/** Stock that a test makes up. */
final class Shelves {

    private final List<StockLevel> levels = new ArrayList<>();

    static Shelves stock() {
        return new Shelves();
    }

    Shelves with(String sku, String warehouse, int onHand) {
        levels.add(new StockLevel(new StockKey(sku, warehouse), onHand));
        return this;
    }

    Stock build() {
        return new Stock(levels);
    }
}
