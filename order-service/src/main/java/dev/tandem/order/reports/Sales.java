package dev.tandem.order.reports;

import dev.tandem.order.journal.Columns;
import dev.tandem.order.journal.OrdersEnded;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The stable view that reports read (guide, 'Strategy 6: Read-Only Queries on Stable Views'), against dirty and
 * non-repeatable reads: a saga's steps commit one by one, so a report on the orders themselves would count what is
 * undone a moment later. Here an order appears when it is confirmed and not before, and what is counted once stays: a
 * later cancellation is a line of its own, on its own day.
 *
 * <p>Written in the transaction that ends the order, so the report knows of an order as soon as its customer does. One
 * statement for all orders of a batch, and nothing is updated: two replicas that confirm orders at the same time never
 * wait for each other, as they would at a counter per day.
 */
@Repository
class Sales {

    /** A line that is there stays: of an order that is cancelled, the sale was written before. */
    private static final String ADD = """
            INSERT INTO sale (order_id, kind, day, customer_id, amount)
            SELECT *
              FROM unnest(CAST(:orderId    AS uuid[]),
                          CAST(:kind       AS text[]),
                          CAST(:day        AS date[]),
                          CAST(:customerId AS text[]),
                          CAST(:amount     AS numeric[]))
                ON CONFLICT DO NOTHING
            """;

    /** Sorts behind all others. */
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private final JdbcClient jdbc;

    Sales(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was sold on a day, and what of that day's and earlier sales was returned on it.
     *
     * @param orders how many were confirmed
     * @param revenue what they cost
     * @param returns how many were cancelled after they had been confirmed
     * @param returned what those cost
     */
    record Day(LocalDate day, long orders, BigDecimal revenue, long returns, BigDecimal returned) {}

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(OrdersEnded event) {
        var lines = event.orders().stream().flatMap(SaleLine::of).toList();
        if (lines.isEmpty()) {
            return;
        }
        jdbc.sql(ADD)
                .params(new Columns<>(lines)
                        .with("orderId", SaleLine::orderId)
                        .with("kind", SaleLine::kind)
                        .with("day", SaleLine::day)
                        .with("customerId", SaleLine::customerId)
                        .with("amount", SaleLine::amount)
                        .arrays())
                .update();
    }

    /**
     * Days with at least one line, newest first.
     *
     * @param before where the page before ended
     */
    List<Day> byDay(@Nullable String customerId, @Nullable LocalDate before, int limit) {
        return jdbc.sql(newestFirst(customerId != null))
                .param("customerId", customerId)
                .param("before", before == null ? LAST : before)
                .param("limit", limit)
                .query(Day.class)
                .list();
    }

    private static String newestFirst(boolean ofCustomer) {
        return """
                SELECT day,
                       count(*)                  FILTER (WHERE kind = 'SALE')       AS orders,
                       coalesce(sum(amount)      FILTER (WHERE kind = 'SALE'), 0)   AS revenue,
                       count(*)                  FILTER (WHERE kind = 'RETURN')     AS returns,
                       coalesce(sum(amount)      FILTER (WHERE kind = 'RETURN'), 0) AS returned
                  FROM sale
                 WHERE day < :before
                   %s
                 GROUP BY day
                 ORDER BY day DESC
                 LIMIT :limit
                """.formatted(ofCustomer ? "AND customer_id = :customerId" : "");
    }
}
