package dev.tandem.eventstore.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tandem.eventstore.projection.LiveViews;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Asks the views. */
@Repository
class ViewQueries {

    private static final String ORDER = "SELECT * FROM order_detail WHERE order_id = :order";

    private static final String FINISHED_ORDERS = """
            SELECT * FROM finished_order WHERE order_id < :before ORDER BY order_id DESC LIMIT :limit
            """;

    private static final String CUSTOMER_ORDERS = """
            SELECT * FROM customer_order
             WHERE customer_id = :customer
               AND order_id < :before
             ORDER BY order_id DESC
             LIMIT :limit
            """;

    private static final String ACTIVITY = """
            SELECT * FROM activity
             WHERE customer_id = :customer
               AND position < :before
             ORDER BY position DESC
             LIMIT :limit
            """;

    private static final String SALES = """
            SELECT day, currency, sum(orders) AS orders, sum(revenue) AS revenue,
                   sum(returned_orders) AS returned_orders, sum(returned) AS returned
              FROM sale_day
             WHERE day < :before
             GROUP BY day, currency
             ORDER BY day DESC, currency
             LIMIT :limit
            """;

    private static final String TRACE = """
            SELECT * FROM trace_event
             WHERE correlation_id = :correlation
             ORDER BY occurred_at, position
             LIMIT :limit
            """;

    private final LiveViews views;
    private final ObjectMapper json;

    ViewQueries(LiveViews views, ObjectMapper json) {
        this.views = views;
        this.json = json;
    }

    record OrderDetail(
            UUID orderId,
            @Nullable String customerId,
            String status,
            @Nullable String reason,
            JsonNode items,
            @Nullable BigDecimal total,
            @Nullable String currency,
            @Nullable String coordination,
            @Nullable UUID paymentId,
            @Nullable UUID reservationId,
            @Nullable UUID shipmentId,
            int version,
            @Nullable Instant createdAt,
            Instant updatedAt) {}

    record CustomerOrder(
            UUID orderId,
            String status,
            BigDecimal total,
            String currency,
            @Nullable Instant createdAt) {}

    record Activity(
            long position,
            String action,
            @Nullable String subject,
            @Nullable Instant occurredAt) {}

    record SalesDay(
            LocalDate day,
            String currency,
            long orders,
            BigDecimal revenue,
            long returnedOrders,
            BigDecimal returned) {}

    record TraceEvent(
            long position,
            UUID eventId,
            @Nullable String causationId,
            @Nullable String source,
            String streamId,
            String type,
            @Nullable String coordination,
            @Nullable Instant occurredAt) {}

    Optional<OrderDetail> order(UUID orderId) {
        return views.read(
                OrderViews.NAME,
                jdbc -> jdbc.sql(ORDER)
                        .param("order", orderId)
                        .query(this::detail)
                        .optional());
    }

    List<OrderDetail> finishedOrders(UUID before, int limit) {
        return views.read(
                OrderViews.NAME,
                jdbc -> jdbc.sql(FINISHED_ORDERS)
                        .param("before", before)
                        .param("limit", limit)
                        .query(this::detail)
                        .list());
    }

    List<CustomerOrder> customerOrders(String customerId, UUID before, int limit) {
        return views.read(
                CustomerViews.ORDERS,
                jdbc -> jdbc.sql(CUSTOMER_ORDERS)
                        .param("customer", customerId)
                        .param("before", before)
                        .param("limit", limit)
                        .query((row, i) -> new CustomerOrder(
                                row.getObject("order_id", UUID.class),
                                row.getString("status"),
                                row.getBigDecimal("total"),
                                row.getString("currency"),
                                time(row, "created_at")))
                        .list());
    }

    List<Activity> activity(String customerId, long before, int limit) {
        return views.read(
                CustomerViews.ACTIVITY,
                jdbc -> jdbc.sql(ACTIVITY)
                        .param("customer", customerId)
                        .param("before", before)
                        .param("limit", limit)
                        .query((row, i) -> new Activity(
                                row.getLong("position"),
                                row.getString("action"),
                                row.getString("subject"),
                                time(row, "occurred_at")))
                        .list());
    }

    List<SalesDay> sales(LocalDate before, int limit) {
        return views.read(
                SalesView.NAME,
                jdbc -> jdbc.sql(SALES)
                        .param("before", before)
                        .param("limit", limit)
                        .query((row, i) -> new SalesDay(
                                row.getObject("day", LocalDate.class),
                                row.getString("currency"),
                                row.getLong("orders"),
                                row.getBigDecimal("revenue"),
                                row.getLong("returned_orders"),
                                row.getBigDecimal("returned")))
                        .list());
    }

    List<TraceEvent> trace(String correlationId, int limit) {
        return views.read(
                TransactionsView.NAME,
                jdbc -> jdbc.sql(TRACE)
                        .param("correlation", correlationId)
                        .param("limit", limit)
                        .query((row, i) -> new TraceEvent(
                                row.getLong("position"),
                                row.getObject("event_id", UUID.class),
                                row.getString("causation_id"),
                                row.getString("source"),
                                row.getString("stream_id"),
                                row.getString("type"),
                                row.getString("coordination"),
                                time(row, "occurred_at")))
                        .list());
    }

    private OrderDetail detail(ResultSet row, int ignored) throws SQLException {
        return new OrderDetail(
                row.getObject("order_id", UUID.class),
                row.getString("customer_id"),
                row.getString("status"),
                row.getString("reason"),
                json(row.getString("items")),
                row.getBigDecimal("total"),
                row.getString("currency"),
                row.getString("coordination"),
                row.getObject("payment_id", UUID.class),
                row.getObject("reservation_id", UUID.class),
                row.getObject("shipment_id", UUID.class),
                row.getInt("version"),
                time(row, "created_at"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private JsonNode json(@Nullable String text) {
        try {
            return text == null ? NullNode.getInstance() : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL's jsonb is not JSON", e);
        }
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
