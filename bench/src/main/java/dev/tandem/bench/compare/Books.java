package dev.tandem.bench.compare;

import dev.tandem.local.platform.Platform;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What is in force of orders in each of the four databases, as somebody sees it who reads them one after the other. For
 * one thread.
 */
final class Books implements AutoCloseable {

    /** By database, in the order in which it is read. The parameters are an order's id and the one after it, or the last. */
    private enum Page {
        ORDERS("orders", "SELECT count(*) FROM orders WHERE order_id BETWEEN ? AND ? AND status = 'CONFIRMED'"),
        PAYMENTS("payments", "SELECT count(*) FROM payment WHERE order_id BETWEEN ? AND ? AND status = 'CAPTURED'"),
        RESERVATIONS(
                "inventory",
                "SELECT count(*) FROM reservation WHERE order_id BETWEEN ? AND ? AND status IN ('PENDING', 'CONFIRMED')"),
        SHIPMENTS("shipping", "SELECT count(*) FROM shipment WHERE order_id BETWEEN ? AND ? AND status <> 'CANCELLED'");

        private final String database;
        private final String query;

        Page(String database, String query) {
            this.database = database;
            this.query = query;
        }
    }

    private static final UUID LAST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private final List<Connection> connections = new ArrayList<>();
    private final List<PreparedStatement> pages = new ArrayList<>();

    Books(Platform platform) throws SQLException {
        for (var page : Page.values()) {
            var connection = platform.connect(page.database);
            connections.add(connection);
            pages.add(connection.prepareStatement(page.query));
        }
    }

    /** How much of an order, or of several, there is; each is in force at most once per database. */
    record Seen(long confirmed, long paid, long reserved, long shipped) {

        /** Whether there is something of an order and not all of it. */
        boolean isHalfDone() {
            return confirmed != paid || paid != reserved || reserved != shipped;
        }

        /** Of one order. */
        String inWords() {
            var words = new ArrayList<String>();
            words.add(paid > 0 ? "paid" : "");
            words.add(reserved > 0 ? "reserved" : "");
            words.add(shipped > 0 ? "shipped" : "");
            words.removeIf(String::isEmpty);
            if (words.isEmpty()) {
                return "nothing";
            }
            return String.join(", ", words) + (isHalfDone() ? ", not all" : "");
        }
    }

    Seen of(String orderId) throws SQLException {
        var id = UUID.fromString(orderId);
        return read(id, id);
    }

    /** Of all orders since then: identifiers sort by the time of their making. */
    Seen since(UUID first) throws SQLException {
        return read(first, LAST);
    }

    private Seen read(UUID from, UUID to) throws SQLException {
        var counts = new long[pages.size()];
        for (var i = 0; i < counts.length; i++) {
            var page = pages.get(i);
            page.setObject(1, from);
            page.setObject(2, to);
            try (var row = page.executeQuery()) {
                row.next();
                counts[i] = row.getLong(1);
            }
        }
        return new Seen(counts[0], counts[1], counts[2], counts[3]);
    }

    @Override
    public void close() throws SQLException {
        for (var connection : connections) {
            connection.close();
        }
    }
}
