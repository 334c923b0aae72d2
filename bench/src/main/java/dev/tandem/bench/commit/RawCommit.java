package dev.tandem.bench.commit;

import dev.tandem.bench.OrderWishes;
import dev.tandem.local.platform.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The same work by one process that speaks to the databases itself: the rows of the four branches, {@code PREPARE
 * TRANSACTION} in each database, the decision forced to disk, {@code COMMIT PREPARED} in each. No services, no messages,
 * nobody who recovers: the number to divide by. Thread-safe.
 */
final class RawCommit implements AutoCloseable {

    /** More do not help on a small machine, and the server has not enough for all. */
    private static final int CONNECTIONS = 16;

    private static final String HEADERS =
            "{\"ce_type\":\"OrderConfirmed\",\"ce_source\":\"/bench\",\"correlationid\":\"bench\"}";

    private static final String BRANCH =
            "INSERT INTO branch (transaction_id, outcome, operation) VALUES (?, 'COMMITTED', 'bench')";
    private static final String MESSAGE =
            "INSERT INTO outbox (message_id, topic, key, headers, body) SELECT gen_random_uuid(), 'bench', id::text, '"
                    + HEADERS + "', '{\"orderId\":\"' || id || '\"}' FROM CAST(? AS uuid) AS id";

    /**
     * A database.
     *
     * @param statements one after the other, as the services do; the first parameter is the order's id, the second who or
     *     what it is about
     */
    private record Part(String name, List<String> statements) {

        private static Part of(String name, String... statements) {
            return new Part(name, List.of(statements));
        }

        private String database() {
            return "bench_commit_" + name;
        }
    }

    private static final Part ORDERS = Part.of(
            "orders",
            BRANCH,
            "INSERT INTO orders (order_id, customer_id, items, total, status) VALUES (?, ?, '[]', 1, 'CONFIRMED')",
            "INSERT INTO order_event SELECT ?, v, 'OrderEvent', '{}' FROM generate_series(1, 2) AS v",
            MESSAGE,
            MESSAGE);

    private static final Part PAYMENTS = Part.of(
            "payments",
            BRANCH,
            "UPDATE wallet SET balance = balance - 1 WHERE CAST(? AS uuid) IS NOT NULL AND customer_id = ?",
            "INSERT INTO payment SELECT id, id, customer, 1, 'CAPTURED' FROM (VALUES (CAST(? AS uuid), ?)) AS p (id, customer)",
            "INSERT INTO ledger_entry SELECT account, id, sign FROM CAST(? AS uuid) AS id"
                    + " CROSS JOIN (VALUES ('customer', -1), ('merchant', 1)) AS e (account, sign)",
            MESSAGE);

    private static final Part INVENTORY = Part.of(
            "inventory",
            BRANCH,
            "SELECT reserved FROM stock WHERE CAST(? AS uuid) IS NOT NULL AND sku = ? FOR UPDATE",
            "UPDATE stock SET reserved = reserved + 1 WHERE CAST(? AS uuid) IS NOT NULL AND sku = ?",
            "INSERT INTO reservation SELECT id, id, 'CONFIRMED' FROM CAST(? AS uuid) AS id",
            "INSERT INTO reservation_line VALUES (?, ?, 1)",
            MESSAGE,
            MESSAGE);

    private static final Part SHIPPING = Part.of(
            "shipping",
            BRANCH,
            "INSERT INTO shipment SELECT id, id, '{\"name\":\"bench\"}', 'CREATED' FROM CAST(? AS uuid) AS id",
            MESSAGE);

    private static final Part DECISIONS =
            Part.of("coordination", "INSERT INTO decision VALUES (?, 'COMMITTING', '[]')");

    private static final List<Part> BRANCHES = List.of(ORDERS, PAYMENTS, INVENTORY, SHIPPING);

    private static final List<Part> ALL = List.of(ORDERS, PAYMENTS, INVENTORY, SHIPPING, DECISIONS);

    private final Platform platform;
    private final Map<String, Sessions> sessions = new HashMap<>();

    RawCommit(Platform platform) throws SQLException, IOException {
        this.platform = platform;
        dropDatabases();
        for (var part : ALL) {
            execute("CREATE DATABASE " + part.database());
            try (var database = platform.connect(part.database());
                    var statement = database.createStatement()) {
                statement.execute(script());
            }
            sessions.put(part.name, new Sessions(platform, part.database(), part.statements, CONNECTIONS));
        }
    }

    /** One transaction over four databases, of one client. */
    void carryOut(long number) throws SQLException, InterruptedException {
        var id = UUID.randomUUID();
        var key = OrderWishes.customer(number);
        for (var branch : BRANCHES) {
            sessions(branch).use(session -> session.prepare(id, key, name(branch, id)));
        }
        sessions(DECISIONS).use(session -> session.commit(id, key));
        for (var branch : BRANCHES) {
            sessions(branch).use(session -> session.commitPrepared(name(branch, id)));
        }
    }

    private Sessions sessions(Part part) {
        return Objects.requireNonNull(sessions.get(part.name));
    }

    private static String name(Part branch, UUID id) {
        return "bench:%s:%s".formatted(branch.name, id);
    }

    private static String script() throws IOException {
        try (var file = Objects.requireNonNull(RawCommit.class.getResourceAsStream("raw.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws SQLException {
        for (var open : sessions.values()) {
            open.close();
        }
        dropDatabases();
    }

    private void dropDatabases() throws SQLException {
        for (var part : ALL) {
            execute("DROP DATABASE IF EXISTS " + part.database() + " (FORCE)");
        }
    }

    private void execute(String sql) throws SQLException {
        try (var server = platform.connect("postgres");
                var statement = server.createStatement()) {
            statement.execute(sql);
        }
    }
}
