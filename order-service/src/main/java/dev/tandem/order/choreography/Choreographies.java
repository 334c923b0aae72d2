package dev.tandem.order.choreography;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the table {@code choreography}: one for each pending order that nobody conducts. */
@Repository
class Choreographies {

    private static final String ADD = """
            INSERT INTO choreography (order_id, correlation_id, due_at)
            SELECT begun.order_id, begun.correlation_id, now() + make_interval(secs => :deadline)
              FROM unnest(CAST(:orderIds AS uuid[]), CAST(:correlationIds AS text[])) AS begun (order_id, correlation_id)
            """;

    /** Locks in key order, so that two batches about the same orders queue up instead of deadlocking. */
    private static final String LOCK = """
            SELECT order_id, payment_id, reservation_id, shipment_id
              FROM choreography
             WHERE order_id = ANY (CAST(:orderIds AS uuid[]))
             ORDER BY order_id
               FOR UPDATE
            """;

    private static final String UPDATE = """
            UPDATE choreography
               SET payment_id     = told.payment_id,
                   reservation_id = told.reservation_id,
                   shipment_id    = told.shipment_id
              FROM unnest(CAST(:orderIds       AS uuid[]),
                          CAST(:paymentIds     AS uuid[]),
                          CAST(:reservationIds AS uuid[]),
                          CAST(:shipmentIds    AS uuid[]))
                       AS told (order_id, payment_id, reservation_id, shipment_id)
             WHERE choreography.order_id = told.order_id
            """;

    private static final String REMOVE = """
            DELETE FROM choreography
             WHERE order_id = ANY (CAST(:orderIds AS uuid[]))
            """;

    /**
     * Leaves those alone that somebody is just telling something: they are not silent, or another replica has them.
     * Materialized, or the planner may run the inner select, and lock, more often than once.
     */
    private static final String REMOVE_DUE = """
            WITH due AS MATERIALIZED (
                SELECT order_id
                  FROM choreography
                 WHERE due_at <= now()
                 ORDER BY due_at
                 LIMIT :limit
                   FOR UPDATE SKIP LOCKED
            )
            DELETE FROM choreography
             USING due
             WHERE choreography.order_id = due.order_id
            RETURNING choreography.order_id, correlation_id
            """;

    private final JdbcClient jdbc;

    Choreographies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An order that was silent for too long. */
    record Overdue(UUID orderId, String correlationId) {}

    /** @param correlationIds of the requests, by order */
    void add(Map<UUID, String> correlationIds, double deadlineSeconds) {
        jdbc.sql(ADD)
                .param("orderIds", text(correlationIds.keySet()))
                .param("correlationIds", correlationIds.values().toArray(String[]::new))
                .param("deadline", deadlineSeconds)
                .update();
    }

    /** What those of the orders were told that are pending; nobody else decides about them until the transaction ends. */
    Map<UUID, Progress> lock(Collection<UUID> orderIds) {
        var pending = new HashMap<UUID, Progress>();
        jdbc.sql(LOCK)
                .param("orderIds", text(orderIds))
                .query(Progress.class)
                .list()
                .forEach(progress -> pending.put(progress.orderId(), progress));
        return pending;
    }

    void update(Collection<Progress> told) {
        if (!told.isEmpty()) {
            jdbc.sql(UPDATE)
                    .param("orderIds", column(told, Progress::orderId))
                    .param("paymentIds", column(told, Progress::paymentId))
                    .param("reservationIds", column(told, Progress::reservationId))
                    .param("shipmentIds", column(told, Progress::shipmentId))
                    .update();
        }
    }

    void remove(Collection<UUID> orderIds) {
        jdbc.sql(REMOVE).param("orderIds", text(orderIds)).update();
    }

    /** Removes those whose time is up by the database's clock, the longest overdue first. */
    List<Overdue> removeDue(int limit) {
        return jdbc.sql(REMOVE_DUE).param("limit", limit).query(Overdue.class).list();
    }

    private static String[] text(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private static @Nullable String[] column(Collection<Progress> rows, Function<Progress, @Nullable UUID> value) {
        @Nullable String[] column = new @Nullable String[rows.size()];
        var i = 0;
        for (var row : rows) {
            var id = value.apply(row);
            column[i++] = id == null ? null : id.toString();
        }
        return column;
    }
}
