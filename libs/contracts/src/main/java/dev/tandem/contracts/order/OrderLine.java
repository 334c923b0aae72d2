package dev.tandem.contracts.order;

/** So many of one article. */
public record OrderLine(String sku, int quantity) {}
