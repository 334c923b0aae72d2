package dev.tandem.inventory.reservation;

import dev.tandem.contracts.order.OrderLine;
import dev.tandem.inventory.stock.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which warehouse serves which part of an order: one parcel if one warehouse has it all, else several. */
sealed interface Sourcing {

    /** There is enough. */
    record Enough(List<ReservationLine> lines) implements Sourcing {}

    /** There is too little of this. */
    record TooLittle(String sku, long wanted, long available) implements Sourcing {}

    /** Chooses; the first warehouse by name wins where several would do. */
    static Sourcing of(List<OrderLine> items, Stock stock) {
        var wanted = totals(items);
        for (var entry : wanted.entrySet()) {
            var available = sum(stock.available(entry.getKey()));
            if (available < entry.getValue()) {
                return new TooLittle(entry.getKey(), entry.getValue(), available);
            }
        }
        return new Enough(warehouses(wanted, stock).stream()
                .filter(warehouse -> hasAll(warehouse, wanted, stock))
                .findFirst()
                .map(warehouse -> fromOne(warehouse, wanted))
                .orElseGet(() -> fromSeveral(wanted, stock)));
    }

    /** An article named twice counts once, with both quantities. Long, because two large integers may meet. */
    private static SortedMap<String, Long> totals(List<OrderLine> items) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("an order without items reserves nothing");
        }
        var totals = new TreeMap<String, Long>();
        for (var item : items) {
            if (item.quantity() <= 0) {
                throw new IllegalArgumentException("quantity must be positive: " + item);
            }
            totals.merge(item.sku(), (long) item.quantity(), Long::sum);
        }
        return totals;
    }

    private static long sum(SortedMap<String, Integer> available) {
        return available.values().stream().mapToLong(Integer::longValue).sum();
    }

    private static SortedSet<String> warehouses(SortedMap<String, Long> wanted, Stock stock) {
        var warehouses = new TreeSet<String>();
        wanted.keySet().forEach(sku -> warehouses.addAll(stock.available(sku).keySet()));
        return warehouses;
    }

    private static boolean hasAll(String warehouse, SortedMap<String, Long> wanted, Stock stock) {
        return wanted.entrySet().stream()
                .allMatch(entry -> stock.available(entry.getKey()).getOrDefault(warehouse, 0) >= entry.getValue());
    }

    private static List<ReservationLine> fromOne(String warehouse, SortedMap<String, Long> wanted) {
        return wanted.entrySet().stream()
                .map(entry -> new ReservationLine(entry.getKey(), warehouse, Math.toIntExact(entry.getValue())))
                .toList();
    }

    private static List<ReservationLine> fromSeveral(SortedMap<String, Long> wanted, Stock stock) {
        var lines = new ArrayList<ReservationLine>();
        wanted.forEach((sku, quantity) -> {
            long missing = quantity;
            for (var available : stock.available(sku).entrySet()) {
                var taken = Math.toIntExact(Math.min(missing, available.getValue()));
                if (taken > 0) {
                    lines.add(new ReservationLine(sku, available.getKey(), taken));
                    missing -= taken;
                }
            }
        });
        return List.copyOf(lines);
    }
}
