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

    private static final String CREATED = """
            INSERT INTO order_detail (order_id, partition_number, customer_id, status, items, total, currency,
                                      coordination, version, created_at, updated_at)
            SELECT (data ->> 'orderId')::uuid, :partition, data ->> 'customerId', 'PENDING', data -> 'items',
                   (data ->> 'total')::numeric, data ->> 'currency', data ->> 'coordination', version, occurred_at,
                   occurred_at
              FROM batch
             WHERE type = 'OrderCreated'
            """;

    private static final String CONFIRMED = """
            UPDATE order_detail AS detail
               SET status = 'CONFIRMED',
                   payment_id = (data ->> 'paymentId')::uuid,
                   reservation_id = (data ->> 'reservationId')::uuid,
                   shipment_id = (data ->> 'shipmentId')::uuid,
                   version = batch.version,
                   updated_at = occurred_at
              FROM batch
             WHERE detail.order_id = (data ->> 'orderId')::uuid
               AND type = 'OrderConfirmed'
            """;

    private static final String CANCELLATION_REQUESTED = """
            UPDATE order_detail AS detail
               SET version = batch.version,
                   updated_at = occurred_at
              FROM batch
             WHERE detail.order_id = (data ->> 'orderId')::uuid
               AND type = 'OrderCancellationRequested'
            """;

    private static final String CANCELLED = """
            INSERT INTO order_detail AS detail (order_id, partition_number, status, reason, version, updated_at)
            SELECT DISTINCT ON (data ->> 'orderId')
                   (data ->> 'orderId')::uuid, :partition, 'CANCELLED', data ->> 'reason', version, occurred_at
              FROM batch
             WHERE type = 'OrderCancelled'
             ORDER BY data ->> 'orderId', version DESC
                ON CONFLICT (order_id) DO UPDATE
               SET status = excluded.status,
                   reason = excluded.reason,
                   version = excluded.version,
                   updated_at = excluded.updated_at
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
