package dev.tandem.inventory.stock;

import java.util.List;

/**
 * An article in all warehouses, as others see it.
 *
 * @param onHand on the shelves of all warehouses, as are {@code reserved} and {@code available}
 */
record Article(String sku, long onHand, long reserved, long available, List<Shelf> warehouses) {

    /** An article in one warehouse. */
    record Shelf(String warehouse, int onHand, int reserved, int available) {}

    /** Adds up the levels of one article, of which there must be one at least. */
    static Article of(List<StockLevel> levels) {
        var shelves = levels.stream()
                .map(level -> new Shelf(level.key().warehouse(), level.onHand(), level.reserved(), level.available()))
                .toList();
        return new Article(
                levels.getFirst().key().sku(),
                shelves.stream().mapToLong(Shelf::onHand).sum(),
                shelves.stream().mapToLong(Shelf::reserved).sum(),
                shelves.stream().mapToLong(Shelf::available).sum(),
                shelves);
    }
}
