package dev.tandem.scenarios;

import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Order;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Customers who order at the same time. One in ten wants something that cannot be done, each time for another reason. */
public final class Crowd {

    private static final List<String> CUSTOMERS = List.of("alice", "bob", "carol", "dave");

    private static final List<Wish> IMPOSSIBLE = List.of(
            new Wish(Basket.of("alice").with("book", 1).paidByCard("tok_declined"), "PAYMENT_DECLINED"),
            new Wish(Basket.of("bob").with("phone", 10_000).paidByCard("tok_visa"), "OUT_OF_STOCK"),
            new Wish(Basket.of("carol").with("book", 2).shippedTo("AQ"), "UNDELIVERABLE_ADDRESS"),
            new Wish(Basket.of("dave").with("laptop", 2_000).with("phone", 1), "INSUFFICIENT_FUNDS"));

    private Crowd() {}

    /** Somebody's wish, and what the shop will say to it; {@code null} if it can be done. */
    public record Wish(Basket basket, @Nullable String refusal) {

        /** What an order should say in the end, for reports. */
        public String expected() {
            return refusal == null ? "CONFIRMED" : "CANCELLED " + refusal;
        }

        /** What an order says in the end, in the same words. */
        public static String outcome(Order order) {
            return order.reason() == null ? order.status() : order.status() + " " + order.reason();
        }
    }

    /** The first so many of an endless crowd. */
    public static List<Wish> of(int customers) {
        return IntStream.range(0, customers).mapToObj(Crowd::wish).toList();
    }

    /** That customer's wish. */
    public static Wish wish(int number) {
        if (number % 10 == 9) {
            return IMPOSSIBLE.get(number / 10 % IMPOSSIBLE.size());
        }
        var basket = Basket.of(CUSTOMERS.get(number % CUSTOMERS.size())).with("sticker", 1 + number % 3);
        return new Wish(number % 2 == 0 ? basket.paidByCard("tok_visa") : basket.with("book", 1), null);
    }
}
