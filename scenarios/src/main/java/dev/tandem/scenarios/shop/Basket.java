package dev.tandem.scenarios.shop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a customer is about to order: {@code Basket.of("alice").with("book", 2).paidByCard("tok_visa")}. */
public record Basket(
        String customer,
        List<Order.Item> items,
        Map<String, String> payment,
        String country,
        @Nullable String coordination,
        @Nullable String sagaDefinition) {

    /** An empty basket whose owner will pay from the wallet and lives in Germany. */
    public static Basket of(String customer) {
        return new Basket(customer, List.of(), Map.of("method", "wallet"), "DE", null, null);
    }

    public Basket with(String sku, int quantity) {
        var more = new ArrayList<>(items);
        more.add(new Order.Item(sku, quantity));
        return new Basket(customer, List.copyOf(more), payment, country, coordination, sagaDefinition);
    }

    public Basket paidByCard(String token) {
        return new Basket(
                customer, items, Map.of("method", "card", "token", token), country, coordination, sagaDefinition);
    }

    public Basket shippedTo(String newCountry) {
        return new Basket(customer, items, payment, newCountry, coordination, sagaDefinition);
    }

    public Basket carriedOutBy(String newSagaDefinition) {
        return new Basket(customer, items, payment, country, coordination, newSagaDefinition);
    }

    /** The same for somebody else. */
    public Basket orderedBy(String newCustomer) {
        return new Basket(newCustomer, items, payment, country, coordination, sagaDefinition);
    }

    /** Carried out as {@code two-phase-commit} or the like says. */
    public Basket coordinatedBy(String newCoordination) {
        return new Basket(customer, items, payment, country, newCoordination, sagaDefinition);
    }

    /** Carried out by services that react to each other's events, with nobody to conduct them. */
    public Basket choreographed() {
        return new Basket(customer, items, payment, country, "saga-choreographed", sagaDefinition);
    }

    /** The body of {@code POST /orders}. */
    Map<String, Object> toJson() {
        var body = new LinkedHashMap<String, Object>();
        body.put("customerId", customer);
        body.put("items", items);
        body.put("payment", payment);
        body.put(
                "shippingAddress",
                Map.of(
                        "name", customer,
                        "street", "Main Street 1",
                        "city", "Somewhere",
                        "postalCode", "10115",
                        "country", country));
        if (coordination != null) {
            body.put("coordination", coordination);
        }
        if (sagaDefinition != null) {
            body.put("sagaDefinition", sagaDefinition);
        }
        return body;
    }
}
