package dev.tandem.order.domain;

import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.contracts.order.PricedLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may order what at which price, as far as it matters for the decision at hand.
 *
 * @param prices by article
 * @param customers who is registered
 */
public record Terms(Map<String, BigDecimal> prices, Set<String> customers) {

    public static final String CURRENCY = "EUR";
    public static final int MAX_ITEMS = 100;
    public static final int MAX_QUANTITY = 10_000;

    /** Where no order is placed, nothing needs to be known. */
    public static final Terms NONE = new Terms(Map.of(), Set.of());

    /** All that is wrong with the order; empty if it can be placed. */
    public List<Objection> objectionsTo(CreateOrder wish) {
        var objections = new ArrayList<Objection>();
        if (!customers.contains(wish.customerId())) {
            objections.add(
                    new Objection("customerId", Objection.Reason.UNKNOWN_CUSTOMER, "names nobody who is registered"));
        }
        var lines = wish.items();
        if (lines.isEmpty() || lines.size() > MAX_ITEMS) {
            objections.add(new Objection(
                    "items", Objection.Reason.INVALID_NUMBER_OF_ITEMS, "must be 1 to %d".formatted(MAX_ITEMS)));
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < lines.size(); i++) {
            check(lines.get(i), "items[%d].".formatted(i), seen, objections);
        }
        return List.copyOf(objections);
    }

    private void check(OrderLine line, String path, Set<String> seen, List<Objection> objections) {
        if (!prices.containsKey(line.sku())) {
            objections.add(
                    new Objection(path + "sku", Objection.Reason.UNKNOWN_ARTICLE, "names nothing in the catalogue"));
        } else if (!seen.add(line.sku())) {
            objections.add(new Objection(
                    path + "sku", Objection.Reason.DUPLICATE_ARTICLE, "is there twice: add the quantities up"));
        }
        if (line.quantity() < 1 || line.quantity() > MAX_QUANTITY) {
            objections.add(new Objection(
                    path + "quantity",
                    Objection.Reason.INVALID_QUANTITY,
                    "must be from 1 to %d".formatted(MAX_QUANTITY)));
        }
    }

    /** The order at the catalogue's prices. */
    public OrderCreated accept(CreateOrder wish) {
        var lines = wish.items().stream().map(this::price).toList();
        var total = lines.stream()
                .map(line -> line.unitPrice().multiply(BigDecimal.valueOf(line.quantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new OrderCreated(
                wish.orderId(),
                wish.customerId(),
                lines,
                total,
                CURRENCY,
                wish.payment(),
                wish.shippingAddress(),
                wish.coordination(),
                wish.sagaDefinition());
    }

    private PricedLine price(OrderLine line) {
        var price = prices.get(line.sku());
        if (price == null) {
            throw new IllegalStateException("accepted '%s', which has no price".formatted(line.sku()));
        }
        return new PricedLine(line.sku(), line.quantity(), price);
    }
}
