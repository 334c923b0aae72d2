package dev.tandem.order.journal;

import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Orders that nobody can see yet, because it is not decided whether they will ever have been placed. */
@Repository
public class UndecidedOrders {

    /** Does not wait for the disk: before a branch of this order can vote yes, its own log, which is the same, has been. */
    private static final String ADD = """
            WITH lazily AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
            INSERT INTO undecided_order (order_id, command, correlation_id)
            SELECT :orderId, CAST(:command AS json), :correlationId
              FROM lazily
                ON CONFLICT (order_id) DO NOTHING
            """;

    /** A branch that has voted keeps the row locked; nobody waits for that. */
    private static final String TAKE = """
            DELETE FROM undecided_order
             WHERE order_id IN (SELECT order_id
                                  FROM undecided_order
                                 WHERE order_id = :orderId
                                   FOR UPDATE SKIP LOCKED)
            """;

    private static final String EXISTS = "SELECT EXISTS (SELECT FROM undecided_order WHERE order_id = :orderId)";

    private static final String LEFT_OVER = """
            SELECT order_id, command, correlation_id
              FROM undecided_order
             WHERE since < now() - CAST(:seconds AS double precision) * interval '1 second'
             ORDER BY since
             LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final OrderJson json;

    UndecidedOrders(JdbcClient jdbc, OrderJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** An order as somebody wanted it. */
    public record Undecided(CreateOrder command, String correlationId) {}

    public void add(CreateOrder command, String correlationId) {
        jdbc.sql(ADD)
                .param("orderId", command.orderId())
                .param("command", json.write(command))
                .param("correlationId", correlationId)
                .update();
    }

    /** Removes it; false if somebody else has, or is about to. */
    public boolean take(UUID orderId) {
        return jdbc.sql(TAKE).param("orderId", orderId).update() == 1;
    }

    public boolean contains(UUID orderId) {
        return jdbc.sql(EXISTS).param("orderId", orderId).query(Boolean.class).single();
    }

    /** Those that are older than any decision takes, the oldest first. */
    public List<Undecided> leftOver(Duration age, int limit) {
        return jdbc.sql(LEFT_OVER)
                .param("seconds", age.toMillis() / 1e3)
                .param("limit", limit)
                .query((row, number) -> new Undecided(
                        json.read(row.getString("command"), CreateOrder.class), row.getString("correlation_id")))
                .list();
    }
}
