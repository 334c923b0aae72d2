package dev.tandem.order.reports;

import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.order.domain.Order.Cancelled;
import dev.tandem.order.domain.Order.Cancelling;
import dev.tandem.order.domain.Order.Confirmed;
import dev.tandem.order.domain.Order.None;
import dev.tandem.order.domain.Order.Pending;
import dev.tandem.order.journal.StoredOrder;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table {@code sale}.
 *
 * @param day on which it was, in UTC
 */
record SaleLine(UUID orderId, Kind kind, LocalDate day, String customerId, BigDecimal amount) {

    /** Which way the money went. */
    enum Kind {
        /** An order was confirmed. */
        SALE,
        /** A confirmed order was cancelled. */
        RETURN
    }

    /** All lines that the order has by now: none before it is confirmed, and none if it never was. */
    static Stream<SaleLine> of(StoredOrder order) {
        return switch (order.state()) {
            case None _, Pending _ -> Stream.empty();
            case Confirmed(var created, var _) -> Stream.of(line(order, Kind.SALE, created));
            case Cancelling(var created, var _) -> Stream.of(line(order, Kind.SALE, created));
            case Cancelled(var created, var confirmed, var _) ->
                confirmed == null ? Stream.empty() : both(order, created);
        };
    }

    private static Stream<SaleLine> both(StoredOrder order, @Nullable OrderCreated created) {
        if (created == null) {
            throw new IllegalStateException("confirmed, and yet never created: " + order);
        }
        return Stream.of(line(order, Kind.SALE, created), line(order, Kind.RETURN, created));
    }

    private static SaleLine line(StoredOrder order, Kind kind, OrderCreated created) {
        var day = LocalDate.ofInstant(order.updatedAt(), ZoneOffset.UTC);
        return new SaleLine(order.id(), kind, day, created.customerId(), created.total());
    }
}
