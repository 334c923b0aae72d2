package dev.tandem.eventstore.view;

import dev.tandem.eventstore.projection.Projection;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a customer ordered, and what a customer did; the latter also tells customers of it. */
@Configuration(proxyBeanMethods = false)
class CustomerViews {

    static final String ORDERS = "customer-orders";
    static final String ACTIVITY = "customer-activity";

    private static final String ORDER_TABLES = """
            CREATE TABLE customer_order (
                order_id         uuid           PRIMARY KEY,
                partition_number smallint       NOT NULL,
                customer_id      text           NOT NULL,
                status           text           NOT NULL,
                total            numeric(19, 2) NOT NULL,
                currency         text           NOT NULL,
                created_at       timestamptz    NOT NULL
            );
            CREATE INDEX ON customer_order (customer_id, order_id);
            """;

    private static final String ORDER_CREATED = """
            INSERT INTO customer_order (order_id, partition_number, customer_id, status, total, currency, created_at)
            SELECT DISTINCT ON (data ->> 'orderId')
                   (data ->> 'orderId')::uuid, :partition, data ->> 'customerId', 'PENDING',
                   (data ->> 'total')::numeric, data ->> 'currency', occurred_at
              FROM batch
             WHERE type = 'OrderCreated'
             ORDER BY data ->> 'orderId', version
                ON CONFLICT (order_id) DO NOTHING
            """;

    /** An order may be confirmed and then cancelled, within a batch too; what is cancelled stays so. */
    private static final String ORDER_DECIDED = """
            UPDATE customer_order
               SET status = decided.status
              FROM (SELECT DISTINCT ON (data ->> 'orderId')
                           (data ->> 'orderId')::uuid AS order_id,
                           CASE type WHEN 'OrderConfirmed' THEN 'CONFIRMED' ELSE 'CANCELLED' END AS status
                      FROM batch
                     WHERE type IN ('OrderConfirmed', 'OrderCancelled')
                     ORDER BY data ->> 'orderId', type = 'OrderCancelled' DESC) AS decided
             WHERE customer_order.order_id = decided.order_id
               AND customer_order.status <> 'CANCELLED'
            """;

    private static final String ACTIVITY_TABLES = """
            CREATE TABLE activity (
                position         bigint      PRIMARY KEY,
                partition_number smallint    NOT NULL,
                customer_id      text        NOT NULL,
                action           text        NOT NULL,
                subject          text, -- the order's id, an amount
                occurred_at      timestamptz NOT NULL
            );
            CREATE INDEX ON activity (customer_id, position);
            -- Later events of an order do not say whose it is.
            CREATE TABLE order_owner (
                order_id         uuid     PRIMARY KEY,
                partition_number smallint NOT NULL,
                customer_id      text     NOT NULL
            );
            """;

    private static final String OWNERS = """
            INSERT INTO order_owner (order_id, partition_number, customer_id)
            SELECT (data ->> 'orderId')::uuid, :partition, data ->> 'customerId'
              FROM batch
             WHERE type = 'OrderCreated'
                ON CONFLICT (order_id) DO NOTHING
            """;

    private static final String ACTIONS = """
            INSERT INTO activity (position, partition_number, customer_id, action, subject, occurred_at)
            SELECT position, :partition, coalesce(data ->> 'customerId', owner.customer_id),
                   CASE type
                        WHEN 'CustomerRegistered' THEN 'Registered'
                        WHEN 'AccountOpened' THEN 'Opened an account'
                        WHEN 'FundsDeposited' THEN 'Deposited money'
                        WHEN 'WalletToppedUp' THEN 'Deposited money' -- what replaces it
                        WHEN 'OrderCreated' THEN 'Placed an order'
                        WHEN 'OrderConfirmed' THEN 'Order confirmed'
                        WHEN 'OrderCancellationRequested' THEN 'Asked to cancel an order'
                        WHEN 'OrderCancelled' THEN 'Order cancelled'
                   END,
                   coalesce(data ->> 'orderId', data ->> 'amount', data -> 'topUp' ->> 'amount'), occurred_at
              FROM batch
              LEFT JOIN order_owner AS owner ON owner.order_id = (data ->> 'orderId')::uuid
             WHERE coalesce(data ->> 'customerId', owner.customer_id) IS NOT NULL
            """;

    /** Fails if an event comes twice: nobody gets two. */
    private static final String TELL = """
            INSERT INTO notification (event_id, customer_id, text)
            SELECT event_id, owner.customer_id, 'Your order ' || (data ->> 'orderId') || ' is confirmed.'
              FROM batch
              JOIN order_owner AS owner ON owner.order_id = (data ->> 'orderId')::uuid
             WHERE type = 'OrderConfirmed'
            """;

    @Bean
    Projection customerOrders() {
        return new Projection(
                ORDERS,
                List.of("OrderCreated", "OrderConfirmed", "OrderCancelled"),
                ORDER_TABLES,
                List.of("customer_order"),
                List.of(ORDER_CREATED, ORDER_DECIDED));
    }

    @Bean
    Projection customerActivity() {
        return new Projection(
                ACTIVITY,
                List.of(
                        "CustomerRegistered",
                        "AccountOpened",
                        "FundsDeposited",
                        "WalletToppedUp",
                        "OrderCreated",
                        "OrderConfirmed",
                        "OrderCancellationRequested",
                        "OrderCancelled"),
                ACTIVITY_TABLES,
                List.of("activity", "order_owner"),
                List.of(OWNERS, ACTIONS),
                List.of(TELL));
    }
}
