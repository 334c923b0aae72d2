package dev.tandem.contracts.order;

import java.math.BigDecimal;

/** So many of one article, at the catalogue's price when the order was placed. */
public record PricedLine(String sku, int quantity, BigDecimal unitPrice) {}
