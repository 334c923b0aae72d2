package dev.tandem.order.catalogue;

import java.math.BigDecimal;

/** Something to order. */
record Article(String sku, String name, BigDecimal price, String currency) {}
