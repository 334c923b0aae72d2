package dev.tandem.shipping.choreography;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.contracts.shipping.Address;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Where orders go, and which can be packed without that being known yet. That an order was placed and that its units are
 * set aside comes in two topics, so either may be heard first, and both at the same moment. Whoever comes second finds
 * the other's row, waiting for its commit if need be, and so at least one of them learns that both is true.
 */
@Repository
class Labels {

    /** In key order, so that two batches about the same orders queue up instead of deadlocking. */
    private static final String WRITE = """
            INSERT INTO label (order_id, address, packable)
            SELECT order_id, address, false
              FROM unnest(CAST(:orderIds AS uuid[]), CAST(:addresses AS jsonb[])) AS written (order_id, address)
             ORDER BY order_id
                ON CONFLICT (order_id) DO UPDATE SET address = excluded.address
            RETURNING order_id, packable
            """;

    private static final String FIND = """
            SELECT order_id, address
              FROM label
             WHERE order_id = ANY (CAST(:orderIds AS uuid[]))
               AND address IS NOT NULL
            """;

    private static final String EXPECT = """
            INSERT INTO label (order_id, packable)
            SELECT order_id, true
              FROM unnest(CAST(:orderIds AS uuid[])) AS expected (order_id)
             ORDER BY order_id
                ON CONFLICT (order_id) DO UPDATE SET packable = true
            RETURNING order_id, address
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Labels(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Remembers where these orders go, and tells which of them can be packed already. */
    Set<UUID> write(Map<UUID, Address> addresses) {
        var packable = new HashSet<UUID>();
        if (!addresses.isEmpty()) {
            jdbc.sql(WRITE)
                    .param("orderIds", text(addresses.keySet()))
                    .param(
                            "addresses",
                            addresses.values().stream().map(this::toJson).toArray(String[]::new))
                    .query(row -> {
                        if (row.getBoolean("packable")) {
                            packable.add(row.getObject("order_id", UUID.class));
                        }
                    });
        }
        return packable;
    }

    /** Where these orders, which can be packed, go; those of which it is not known yet are remembered, and missing. */
    Map<UUID, Address> ofPackable(Set<UUID> orderIds) {
        var found = new HashMap<UUID, Address>();
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

    private void read(ResultSet row, Map<UUID, Address> found) throws SQLException {
        var address = row.getString("address");
        if (address != null) {
            found.put(row.getObject("order_id", UUID.class), read(address));
        }
    }

    private Address read(String address) {
        try {
            return json.readValue(address, Address.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a label holds no address: " + address, e);
        }
    }

    private String toJson(Address address) {
        try {
            return json.writeValueAsString(address);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an address cannot be written as JSON: " + address, e);
        }
    }

    private static String[] text(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
