package dev.tandem.scenarios.shop;

/** An article's stock, as inventory-service shows it. */
public record Article(String sku, long onHand, long reserved, long available) {}
