package dev.tandem.order.journal;

import java.util.List;

/** Told inside this process, for those who wait for it: these orders are confirmed or cancelled. */
public record OrdersEnded(List<StoredOrder> orders) {}
