package dev.tandem.order.journal;

import dev.tandem.order.domain.Status;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All orders, tombstones included. Saves and loads batches: one statement per table, however many orders. */
@Repository
public class Orders {

    /** Locks in key order, so that two batches about the same orders queue up instead of deadlocking. */
    private static final String LOCK = """
            SELECT *
              FROM orders
             WHERE order_id = ANY (CAST(:orderIds AS uuid[]))
             ORDER BY order_id
               FOR UPDATE
            """;

    /** First, because its primary key tells who lost a race. */
    private static final String APPEND_EVENTS = """
            INSERT INTO order_event (order_id, version, type, data, occurred_at)
            SELECT *
              FROM unnest(CAST(:orderId    AS uuid[]),
                          CAST(:version    AS integer[]),
                          CAST(:type       AS text[]),
                          CAST(:data       AS json[]),
                          CAST(:occurredAt AS timestamptz[]))
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

    private static final String EVENTS = """
            SELECT *
              FROM order_event
             WHERE order_id = :orderId
               AND version > :after
             ORDER BY version
             LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final OrderMapping mapping;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    Orders(JdbcClient jdbc, OrderMapping mapping, ApplicationEventPublisher publisher, Clock clock) {
        this.jdbc = jdbc;
        this.mapping = mapping;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Takes up orders that may exist already; nobody else changes them until the transaction ends. */
    public OrderBatch lock(Collection<UUID> ids) {
        var known = jdbc.sql(LOCK)
                .param("orderIds", text(ids))
                .query(mapping::order)
                .list();
        return new OrderBatch(now(), known);
    }

    /** For orders whose ids were made a moment ago. */
    public OrderBatch fresh() {
        return new OrderBatch(now(), List.of());
    }

    /**
     * Keeps what happened to the batch's orders.
     *
     * @throws org.springframework.dao.DuplicateKeyException if another transaction changed one of them meanwhile, which
     *     takes an order that was not there to be locked; done again, it is
     */
    public void save(OrderBatch batch) {
        var changed = batch.changed();
        if (changed.isEmpty()) {
            return;
        }
        jdbc.sql(APPEND_EVENTS)
                .params(mapping.eventColumns(batch.happened()).arrays())
                .update();
        var isNew = changed.stream().collect(Collectors.partitioningBy(order -> batch.isNew(order.id())));
        write(INSERT, mapping.orderColumns(isNew.getOrDefault(true, List.of())));
        write(UPDATE, mapping.outcomeColumns(isNew.getOrDefault(false, List.of())));
        var ended = changed.stream().filter(StoredOrder::ended).toList();
        if (!ended.isEmpty()) {
            publisher.publishEvent(new OrdersEnded(ended));
        }
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

    /** An order's history, oldest first. */
    public List<RecordedEvent> events(UUID id, int after, int limit) {
        return jdbc.sql(EVENTS)
                .param("orderId", id)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> mapping.event(row, "version"))
                .list();
    }

    /** As precise as the database, or an order would change by being read again. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String[] text(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
