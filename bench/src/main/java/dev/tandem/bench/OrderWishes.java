package dev.tandem.bench;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bodies of {@code POST /orders}: many customers who buy small things, and now and then somebody whose order turns
 * back after two steps (too many phones) or after three (a country that is not served), in turns. The mix is fixed, not
 * drawn: two runs do the same work.
 */
public final class OrderWishes {

    /** So many wallets that customers rarely meet at one; all of them meet at the same few shelves. */
    public static final int CUSTOMERS = 200;

    private final String coordination;
    private final int compensatingPercent;
    private final AtomicLong next = new AtomicLong();

    OrderWishes(String coordination, int compensatingPercent) {
        this.coordination = coordination;
        this.compensatingPercent = compensatingPercent;
    }

    public static String customer(long number) {
        return "bench-" + number % CUSTOMERS;
    }

    String next() {
        var number = next.getAndIncrement();
        var customer = customer(number);
        // Spread evenly: of any hundred orders, so many turn back.
        var turns = number * compensatingPercent / 100;
        var turnsBack = (number + 1) * compensatingPercent / 100 > turns;
        var country = turnsBack && turns % 2 == 0 ? "AQ" : "DE";
        var items = turnsBack && turns % 2 == 1
                ? "{\"sku\":\"phone\",\"quantity\":2500}"
                : "{\"sku\":\"sticker\",\"quantity\":1},{\"sku\":\"book\",\"quantity\":1}";
        return """
                {"customerId":"%s","items":[%s],"payment":{"method":"wallet"},\
                "shippingAddress":{"name":"%s","street":"Main Street 1","city":"Somewhere","postalCode":"10115",\
                "country":"%s"},"coordination":"%s"}""".formatted(customer, items, customer, country, coordination);
    }
}
