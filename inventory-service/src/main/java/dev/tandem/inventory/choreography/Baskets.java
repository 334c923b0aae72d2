package dev.tandem.inventory.choreography;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.contracts.order.OrderLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What orders are of, and which are paid for without that being known yet. That an order was placed and that it was paid
 * for comes in two topics, so either may be heard first, and both at the same moment. Whoever comes second finds the
 * other's row, waiting for its commit if need be, and so at least one of them learns that both is true.
 */
@Repository
class Baskets {

    /** In key order, so that two batches about the same orders queue up instead of deadlocking. */
    private static final String FILL = """
            INSERT INTO basket (order_id, items, paid)
            SELECT order_id, items, false
              FROM unnest(CAST(:orderIds AS uuid[]), CAST(:items AS jsonb[])) AS filled (order_id, items)
             ORDER BY order_id
                ON CONFLICT (order_id) DO UPDATE SET items = excluded.items
            RETURNING order_id, paid
            """;

    private static final String FIND = """
            SELECT order_id, items
              FROM basket
             WHERE order_id = ANY (CAST(:orderIds AS uuid[]))
               AND items IS NOT NULL
            """;

    private static final String EXPECT = """
            INSERT INTO basket (order_id, paid)
            SELECT order_id, true
              FROM unnest(CAST(:orderIds AS uuid[])) AS expected (order_id)
             ORDER BY order_id
                ON CONFLICT (order_id) DO UPDATE SET paid = true
            RETURNING order_id, items
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Baskets(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Remembers what these orders are of, and tells which of them are paid for already. */
    Set<UUID> fill(Map<UUID, List<OrderLine>> items) {
        var paid = new HashSet<UUID>();
        if (!items.isEmpty()) {
            jdbc.sql(FILL)
                    .param("orderIds", text(items.keySet()))
                    .param("items", items.values().stream().map(this::write).toArray(String[]::new))
                    .query(row -> {
                        if (row.getBoolean("paid")) {
                            paid.add(row.getObject("order_id", UUID.class));
                        }
                    });
        }
        return paid;
    }

    /** What these orders, which are paid for, are of; those of which it is not known yet are remembered, and missing. */
    Map<UUID, List<OrderLine>> ofPaid(Set<UUID> orderIds) {
        var found = new HashMap<UUID, List<OrderLine>>();
        jdbc.sql(FIND).param("orderIds", text(orderIds)).query(row -> {
            read(row, found);
        });
        var unknown = new HashSet<>(orderIds);
        unknown.removeAll(found.keySet());
        if (!unknown.isEmpty()) {
            jdbc.sql(EXPECT).param("orderIds", text(unknown)).query(row -> {
                read(row, found);
            });
        }
        return found;
    }

    private void read(ResultSet row, Map<UUID, List<OrderLine>> found) throws SQLException {
        var items = row.getString("items");
        if (items != null) {
            found.put(row.getObject("order_id", UUID.class), read(items));
        }
    }

    private List<OrderLine> read(String items) {
        try {
            return List.of(json.readValue(items, OrderLine[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a basket holds no items: " + items, e);
        }
    }

    private String write(List<OrderLine> items) {
        try {
            return json.writeValueAsString(items);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("items cannot be written as JSON: " + items, e);
        }
    }

    private static String[] text(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
