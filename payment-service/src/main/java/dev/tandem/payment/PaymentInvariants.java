package dev.tandem.payment;

import dev.tandem.defaults.invariants.Invariant;
import dev.tandem.payment.gateway.PaymentGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is true of payments at any moment. */
@Configuration(proxyBeanMethods = false)
class PaymentInvariants {

    /** The merchant has what was captured, once, and nothing of what was refunded, declined or never made. */
    private static final String STATE_AGAINST_LEDGER = """
            SELECT format('payment %s of order %s is %s over %s, the merchant''s entries for it sum to %s',
                          p.id, p.order_id, p.status, p.amount, coalesce(e.total, 0.00))
              FROM payment p
              FULL JOIN (SELECT payment_id, sum(amount) AS total
                           FROM ledger_entry
                          WHERE account = 'system:merchant'
                          GROUP BY payment_id) e ON e.payment_id = p.id
             WHERE coalesce(e.total, 0.00) IS DISTINCT FROM
                   CASE WHEN p.status = 'CAPTURED' THEN p.amount
                        WHEN p.status = 'REFUND_PENDING' AND p.charge_reference IS NOT NULL THEN p.amount
                        ELSE 0.00
                   END
             LIMIT 100
            """;

    private static final String STATE_AGAINST_REFUNDS = """
            SELECT format('payment %s of order %s is %s over %s, its refunds sum to %s',
                          p.id, p.order_id, p.status, p.amount, coalesce(r.total, 0.00))
              FROM payment p
              LEFT JOIN (SELECT payment_id, sum(amount) AS total
                           FROM refund
                          GROUP BY payment_id) r ON r.payment_id = p.id
             WHERE coalesce(r.total, 0.00) <> CASE WHEN p.status = 'REFUNDED' THEN p.amount ELSE 0.00 END
             LIMIT 100
            """;

    /** An open payment that is in nobody's queue would stay open for ever. */
    private static final String STATE_AGAINST_QUEUE = """
            SELECT format('payment %s of order %s is %s and %s in the gateway''s queue',
                          p.id, p.order_id, p.status, CASE WHEN t.payment_id IS NULL THEN 'not' ELSE 'still' END)
              FROM payment p
              LEFT JOIN gateway_task t ON t.payment_id = p.id
             WHERE (p.status IN ('PENDING', 'REFUND_PENDING')) <> (t.payment_id IS NOT NULL)
             LIMIT 100
            """;

    @Bean
    Invariant paymentsMatchTheLedger(JdbcClient jdbc) {
        return Invariant.of(
                "payments-match-ledger",
                () -> jdbc.sql(STATE_AGAINST_LEDGER).query(String.class).list());
    }

    @Bean
    Invariant paymentsMatchTheirRefunds(JdbcClient jdbc) {
        return Invariant.of(
                "payments-match-refunds",
                () -> jdbc.sql(STATE_AGAINST_REFUNDS).query(String.class).list());
    }

    @Bean
    Invariant openPaymentsAreQueued(JdbcClient jdbc) {
        return Invariant.of(
                "open-payments-are-queued",
                () -> jdbc.sql(STATE_AGAINST_QUEUE).query(String.class).list());
    }

    @Bean
    Invariant cardPaymentsMatchTheGateway(JdbcClient jdbc, PaymentGateway gateway) {
        return new GatewayReconciliation(jdbc, gateway);
    }
}
