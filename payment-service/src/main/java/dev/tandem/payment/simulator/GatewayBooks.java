package dev.tandem.payment.simulator;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the gateway remembers. */
@Repository
class GatewayBooks {

    /** A charge as it is shown to merchants. */
    record ChargeRow(
            UUID key,
            @Nullable String chargeId,
            String status,
            @Nullable String code,
            @Nullable UUID orderId,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            BigDecimal refunded) {}

    private static final String INSERT_CHARGE = """
            INSERT INTO gateway_simulator.charge (key, charge_id, status, code, order_id, amount, currency)
            VALUES (:key, :chargeId, :status, :code, :orderId, :amount, :currency)
                ON CONFLICT (key) DO NOTHING
            """;

    /** The charge that comes later finds this row, and is refused. */
    private static final String INSERT_VOID = """
            INSERT INTO gateway_simulator.charge (key, status)
            VALUES (:key, 'VOIDED')
                ON CONFLICT (key) DO NOTHING
            """;

    private static final String INSERT_REFUND = """
            INSERT INTO gateway_simulator.refund (refund_id, charge_key, amount)
            SELECT :refundId, key, amount
              FROM gateway_simulator.charge
             WHERE key = :key
               AND status = 'CHARGED'
                ON CONFLICT (charge_key) DO NOTHING
            """;

    private static final String FIND_REFUND = """
            SELECT refund_id
              FROM gateway_simulator.refund
             WHERE charge_key = :key
            """;

    private static final String SELECT_CHARGES = """
            SELECT c.key, c.charge_id, c.status, c.code, c.order_id, c.amount, c.currency,
                   coalesce(r.amount, 0.00) AS refunded
              FROM gateway_simulator.charge c
              LEFT JOIN gateway_simulator.refund r ON r.charge_key = c.key
            """;

    private static final String FIND_CHARGE = SELECT_CHARGES + " WHERE c.key = :key";

    private static final String LIST_CHARGES = SELECT_CHARGES + """
             WHERE c.key > :after
             ORDER BY c.key
             LIMIT :limit
            """;

    private static final String LIST_CHARGES_OF_ORDER = SELECT_CHARGES + """
             WHERE c.key > :after
               AND c.order_id = :orderId
             ORDER BY c.key
             LIMIT :limit
            """;

    private static final String COUNT_FAILURE = """
            INSERT INTO gateway_simulator.flaky_charge AS flaky (key, failures)
            VALUES (:key, 1)
                ON CONFLICT (key) DO UPDATE SET failures = flaky.failures + 1
            RETURNING failures
            """;

    private static final String IS_UNAVAILABLE = "SELECT unavailable FROM gateway_simulator.outage";

    private static final String SET_UNAVAILABLE = "UPDATE gateway_simulator.outage SET unavailable = :unavailable";

    private final JdbcClient jdbc;

    GatewayBooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the charge down unless its key is known, and returns what the books say of that key now. */
    ChargeRow record(ChargeRow charge) {
        jdbc.sql(INSERT_CHARGE).paramSource(charge).update();
        return find(charge.key()).orElseThrow();
    }

    /** Makes sure that this key is known, if need be as a charge that must never be made. */
    ChargeRow findOrVoid(UUID key) {
        jdbc.sql(INSERT_VOID).param("key", key).update();
        return find(key).orElseThrow();
    }

    Optional<ChargeRow> find(UUID key) {
        return jdbc.sql(FIND_CHARGE).param("key", key).query(ChargeRow.class).optional();
    }

    /** The refund of a charge that was made: a new one under this id, or the one that there is. */
    String refund(UUID key, String refundId) {
        jdbc.sql(INSERT_REFUND).param("refundId", refundId).param("key", key).update();
        return jdbc.sql(FIND_REFUND).param("key", key).query(String.class).single();
    }

    List<ChargeRow> list(@Nullable UUID orderId, UUID after, int limit) {
        return jdbc.sql(orderId == null ? LIST_CHARGES : LIST_CHARGES_OF_ORDER)
                .param("orderId", orderId)
                .param("after", after)
                .param("limit", limit)
                .query(ChargeRow.class)
                .list();
    }

    /** How often this charge was turned away, with this time. */
    int countFailure(UUID key) {
        return jdbc.sql(COUNT_FAILURE).param("key", key).query(Integer.class).single();
    }

    boolean isUnavailable() {
        return jdbc.sql(IS_UNAVAILABLE).query(Boolean.class).single();
    }

    void setUnavailable(boolean unavailable) {
        jdbc.sql(SET_UNAVAILABLE).param("unavailable", unavailable).update();
    }
}
