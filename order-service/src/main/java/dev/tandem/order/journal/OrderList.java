package dev.tandem.order.journal;

import dev.tandem.order.domain.Status;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * All orders as they are now, tombstones included: the view that lists are read from. An inline projection: it is written
 * in the transaction that appends the events, so nobody ever reads it behind them. Nothing is decided by it.
 */
@Repository
public class OrderList {

    /**
     * An order's row is also its lock. In key order, so that two batches about the same orders queue up instead of
     * deadlocking.
     */
    private static final String LOCK = """
            SELECT order_id
              FROM orders
             WHERE order_id = ANY (CAST(:orderIds AS uuid[]))
             ORDER BY order_id
               FOR UPDATE
            """;

    private static final String INSERT = """
            INSERT INTO orders (order_id, version, status, reason,
                                customer_id, items, total, currency, payment, shipping_address,
                                coordination, saga_definition,
                                cancellation_requested, payment_id, reservation_id, shipment_id,
                                created_at, updated_at)
            SELECT *
              FROM unnest(CAST(:orderId         AS uuid[]),
                          CAST(:version         AS integer[]),
                          CAST(:status          AS text[]),
                          CAST(:reason          AS text[]),
                          CAST(:customerId      AS text[]),
                          CAST(:items           AS json[]),
                          CAST(:total           AS numeric[]),
                          CAST(:currency        AS text[]),
                          CAST(:payment         AS json[]),
                          CAST(:shippingAddress AS json[]),
                          CAST(:coordination    AS text[]),
                          CAST(:sagaDefinition  AS text[]),
                          CAST(:cancellationRequested AS boolean[]),
                          CAST(:paymentId       AS uuid[]),
                          CAST(:reservationId   AS uuid[]),
                          CAST(:shipmentId      AS uuid[]),
                          CAST(:createdAt       AS timestamptz[]),
                          CAST(:updatedAt       AS timestamptz[]))
            """;

    /** What an order is about never changes, only what became of it. */
    private static final String UPDATE = """
            UPDATE orders AS o
               SET version        = v.version,
                   status         = v.status,
                   reason         = v.reason,
                   cancellation_requested = v.cancellation_requested,
                   payment_id     = v.payment_id,
                   reservation_id = v.reservation_id,
                   shipment_id    = v.shipment_id,
                   updated_at     = v.updated_at
              FROM unnest(CAST(:orderId       AS uuid[]),
                          CAST(:version       AS integer[]),
                          CAST(:status        AS text[]),
                          CAST(:reason        AS text[]),
                          CAST(:cancellationRequested AS boolean[]),
                          CAST(:paymentId     AS uuid[]),
                          CAST(:reservationId AS uuid[]),
                          CAST(:shipmentId    AS uuid[]),
                          CAST(:updatedAt     AS timestamptz[]))
                   AS v (order_id, version, status, reason, cancellation_requested,
                         payment_id, reservation_id, shipment_id, updated_at)
             WHERE o.order_id = v.order_id
            """;

    private static final String FIND = """
            SELECT *
              FROM orders
             WHERE order_id = :orderId
            """;

    private static final String FIND_ENDED = """
            SELECT *
              FROM orders
             WHERE order_id = ANY (CAST(:orderIds AS uuid[]))
               AND status <> 'PENDING'
            """;

    /** Sorts behind all others. */
    private static final UUID LAST = new UUID(-1, -1);

    private final JdbcClient jdbc;
    private final OrderMapping mapping;

    OrderList(JdbcClient jdbc, OrderMapping mapping) {
        this.jdbc = jdbc;
        this.mapping = mapping;
    }

    /** Those of the orders that exist; nobody else changes them until the transaction ends. */
    List<UUID> lock(Collection<UUID> ids) {
        return jdbc.sql(LOCK).param("orderIds", text(ids)).query(UUID.class).list();
    }

    void add(List<StoredOrder> orders) {
        write(INSERT, mapping.orderColumns(orders));
    }

    void update(List<StoredOrder> orders) {
        write(UPDATE, mapping.outcomeColumns(orders));
    }

    private void write(String statement, Columns<?> rows) {
        if (!rows.isEmpty()) {
            jdbc.sql(statement).params(rows.arrays()).update();
        }
    }

    public Optional<StoredOrder> find(UUID id) {
        return jdbc.sql(FIND).param("orderId", id).query(mapping::order).optional();
    }

    /** Those of the orders that are not being worked on any more. */
    public List<StoredOrder> findEnded(Collection<UUID> ids) {
        return jdbc.sql(FIND_ENDED)
                .param("orderIds", text(ids))
                .query(mapping::order)
                .list();
    }

    /**
     * Newest first.
     *
     * @param before where the page before ended
     */
    public List<StoredOrder> page(
            @Nullable String customerId, @Nullable Status status, @Nullable UUID before, int limit) {
        return jdbc.sql(newestFirst(customerId != null, status))
                .param("customerId", customerId)
                .param("before", before == null ? LAST : before)
                .param("limit", limit)
                .query(mapping::order)
                .list();
    }

    /**
     * Identifiers sort by the time of their making. Each choice of filters is a statement of its own, with a plan of its
     * own; the status is a literal, because the index of pending orders serves no parameter.
     */
    private static String newestFirst(boolean ofCustomer, @Nullable Status status) {
        return """
                SELECT *
                  FROM orders
                 WHERE order_id < :before
                   %s
                   %s
                 ORDER BY order_id DESC
                 LIMIT :limit
                """.formatted(
                        ofCustomer ? "AND customer_id = :customerId" : "",
                        status == null ? "" : "AND status = '%s'".formatted(status));
    }

    private static String[] text(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
