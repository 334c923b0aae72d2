package dev.tandem.eventstore.view;

import dev.tandem.eventstore.projection.Projection;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Sales by day (UTC): a stable view, since an order counts when it is confirmed, and as returned, on the day of that, when
 * it is cancelled afterwards. Each partition keeps its own sums, so that partitions never wait for a day's row.
 */
@Configuration(proxyBeanMethods = false)
class SalesView {

    static final String NAME = "daily-sales";

    private static final String TABLES = """
            CREATE TABLE sale_day (
                day              date           NOT NULL,
                currency         text           NOT NULL,
                partition_number smallint       NOT NULL,
                orders           bigint         NOT NULL DEFAULT 0,
                revenue          numeric(19, 2) NOT NULL DEFAULT 0,
                returned_orders  bigint         NOT NULL DEFAULT 0,
                returned         numeric(19, 2) NOT NULL DEFAULT 0,
                PRIMARY KEY (day, currency, partition_number)
            );
            CREATE TABLE sale_order (
                order_id         uuid           PRIMARY KEY,
                partition_number smallint       NOT NULL,
                total            numeric(19, 2) NOT NULL,
                currency         text           NOT NULL,
                -- Goes one way only, so that a fact that is told again counts once.
                state            text           NOT NULL DEFAULT 'OPEN' -- then 'SOLD', and then 'RETURNED'
            );
            """;

    private static final String CREATED = """
            INSERT INTO sale_order (order_id, partition_number, total, currency)
            SELECT DISTINCT ON (data ->> 'orderId')
                   (data ->> 'orderId')::uuid, :partition, (data ->> 'total')::numeric, data ->> 'currency'
              FROM batch
             WHERE type = 'OrderCreated'
             ORDER BY data ->> 'orderId', version
                ON CONFLICT (order_id) DO NOTHING
            """;

    private static final String SOLD = """
            , first AS (
                SELECT DISTINCT ON (data ->> 'orderId') (data ->> 'orderId')::uuid AS order_id, occurred_at
                  FROM batch
                 WHERE type = 'OrderConfirmed'
                 ORDER BY data ->> 'orderId', version)
            , sold AS (
                UPDATE sale_order
                   SET state = 'SOLD'
                  FROM first
                 WHERE sale_order.order_id = first.order_id
                   AND state = 'OPEN'
             RETURNING (occurred_at AT TIME ZONE 'UTC')::date AS day, currency, total)
            INSERT INTO sale_day AS known (day, currency, partition_number, orders, revenue)
            SELECT day, currency, :partition, count(*), sum(total)
              FROM sold
             GROUP BY day, currency
                ON CONFLICT (day, currency, partition_number) DO UPDATE
               SET orders = known.orders + excluded.orders,
                   revenue = known.revenue + excluded.revenue
            """;

    private static final String RETURNED = """
            , first AS (
                SELECT DISTINCT ON (data ->> 'orderId') (data ->> 'orderId')::uuid AS order_id, occurred_at
                  FROM batch
                 WHERE type = 'OrderCancelled'
                 ORDER BY data ->> 'orderId', version)
            , returned AS (
                UPDATE sale_order
                   SET state = 'RETURNED'
                  FROM first
                 WHERE sale_order.order_id = first.order_id
                   AND state = 'SOLD'
             RETURNING (occurred_at AT TIME ZONE 'UTC')::date AS day, currency, total)
            INSERT INTO sale_day AS known (day, currency, partition_number, returned_orders, returned)
            SELECT day, currency, :partition, count(*), sum(total)
              FROM returned
             GROUP BY day, currency
                ON CONFLICT (day, currency, partition_number) DO UPDATE
               SET returned_orders = known.returned_orders + excluded.returned_orders,
                   returned = known.returned + excluded.returned
            """;

    @Bean
    Projection dailySales() {
        return new Projection(
                NAME,
                List.of("OrderCreated", "OrderConfirmed", "OrderCancelled"),
                TABLES,
                List.of("sale_day", "sale_order"),
                List.of(CREATED, SOLD, RETURNED));
    }
}
