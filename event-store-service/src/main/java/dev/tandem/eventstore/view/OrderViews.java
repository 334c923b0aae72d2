package dev.tandem.eventstore.view;

import dev.tandem.eventstore.projection.Projection;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An order as it stands; and, as a stable view of the same, orders that have been decided. */
@Configuration(proxyBeanMethods = false)
class OrderViews {

    static final String NAME = "orders";

    private static final String TABLES = """
            CREATE TABLE order_detail (
                order_id         uuid        PRIMARY KEY,
                partition_number smallint    NOT NULL,
                customer_id      text, -- of an order that was cancelled before it was created, nothing more is known
                status           text        NOT NULL,
                reason           text,
                items            jsonb,
                total            numeric(19, 2),
                currency         text,
                coordination     text,
                payment_id       uuid,
                reservation_id   uuid,
                shipment_id      uuid,
                version          integer     NOT NULL,
                created_at       timestamptz,
                updated_at       timestamptz NOT NULL
            );
            -- Who reads here sees nothing that a running saga may still undo.
            CREATE VIEW finished_order AS
                SELECT * FROM order_detail WHERE status <> 'PENDING';
            """;

    /** For one that was cancelled before it was created, this is what was not known. */
    private static final String CREATED = """
            INSERT INTO order_detail AS detail (order_id, partition_number, customer_id, status, items, total, currency,
                                                coordination, version, created_at, updated_at)
            SELECT DISTINCT ON (data ->> 'orderId')
                   (data ->> 'orderId')::uuid, :partition, data ->> 'customerId', 'PENDING', data -> 'items',
                   (data ->> 'total')::numeric, data ->> 'currency', data ->> 'coordination', version, occurred_at,
                   occurred_at
              FROM batch
             WHERE type = 'OrderCreated'
             ORDER BY data ->> 'orderId', version
                ON CONFLICT (order_id) DO UPDATE
               SET customer_id = excluded.customer_id,
                   items = excluded.items,
                   total = excluded.total,
                   currency = excluded.currency,
                   coordination = excluded.coordination,
                   created_at = excluded.created_at
             WHERE detail.customer_id IS NULL
            """;

    private static final String CONFIRMED = """
            UPDATE order_detail AS detail
               SET status = 'CONFIRMED',
                   payment_id = (data ->> 'paymentId')::uuid,
                   reservation_id = (data ->> 'reservationId')::uuid,
                   shipment_id = (data ->> 'shipmentId')::uuid,
                   version = greatest(detail.version, first.version),
                   updated_at = occurred_at
              FROM (SELECT DISTINCT ON (data ->> 'orderId') *
                      FROM batch
                     WHERE type = 'OrderConfirmed'
                     ORDER BY data ->> 'orderId', version) AS first
             WHERE detail.order_id = (data ->> 'orderId')::uuid
               AND detail.status = 'PENDING'
            """;

    private static final String CANCELLATION_REQUESTED = """
            UPDATE order_detail AS detail
               SET version = greatest(detail.version, last.version)
              FROM (SELECT data ->> 'orderId' AS order_id, max(version) AS version
                      FROM batch
                     WHERE type = 'OrderCancellationRequested'
                     GROUP BY data ->> 'orderId') AS last
             WHERE detail.order_id = last.order_id::uuid
            """;

    private static final String CANCELLED = """
            INSERT INTO order_detail AS detail (order_id, partition_number, status, reason, version, updated_at)
            SELECT DISTINCT ON (data ->> 'orderId')
                   (data ->> 'orderId')::uuid, :partition, 'CANCELLED', data ->> 'reason', version, occurred_at
              FROM batch
             WHERE type = 'OrderCancelled'
             ORDER BY data ->> 'orderId', version
                ON CONFLICT (order_id) DO UPDATE
               SET status = excluded.status,
                   reason = excluded.reason,
                   version = greatest(detail.version, excluded.version),
                   updated_at = excluded.updated_at
             WHERE detail.status <> 'CANCELLED'
            """;

    @Bean
    Projection orders() {
        return new Projection(
                NAME,
                List.of("OrderCreated", "OrderConfirmed", "OrderCancellationRequested", "OrderCancelled"),
                TABLES,
                List.of("order_detail"),
                List.of(CREATED, CONFIRMED, CANCELLATION_REQUESTED, CANCELLED));
    }
}
