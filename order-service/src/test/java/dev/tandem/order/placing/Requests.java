package dev.tandem.order.placing;

/** Bodies of {@code POST /orders}. */
final class Requests {

    /** Two books and three stickers for Alice. */
    static final String ORDER = """
            {
              "customerId": "alice",
              "items": [{"sku": "book", "quantity": 2}, {"sku": "sticker", "quantity": 3}],
              "payment": {"method": "card", "token": "tok_visa"},
              "shippingAddress": {
                "name": "Alice", "street": "Street 1", "city": "Berlin", "postalCode": "10115", "country": "DE"
              }
            }
            """;

    static final String WITHOUT_ADDRESS = """
            {
              "customerId": "alice",
              "items": [{"sku": "book", "quantity": 2}],
              "payment": {"method": "wallet"}
            }
            """;

    private Requests() {}

    /** The order with one part of it put differently. */
    static String with(String part, String other) {
        if (!ORDER.contains(part)) {
            throw new IllegalArgumentException("the order has no " + part);
        }
        return ORDER.replace(part, other);
    }
}
