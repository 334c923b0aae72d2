package dev.tandem.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.tandem.local.platform.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The plain inserts and updates that an order needs, on the same PostgreSQL, by one process without messages: what
 * cannot be saved by any engine. Each step of the saga is a transaction, as there; a transaction serves a batch of
 * orders, a statement per table. The ratio to it says what reliability costs, on whatever machine it is measured.
 */
final class Floor {

    /** By time, as the services' are. */
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private static final String DATABASE = "bench_floor";

    /** About what a poll brings under load. */
    private static final int BATCH = 100;

    private static final String ITEMS = "'[{\"sku\":\"sticker\",\"quantity\":1},{\"sku\":\"book\",\"quantity\":1}]'";
    private static final String ADDRESS = "'{\"name\":\"bench\",\"street\":\"Main Street 1\",\"city\":\"Somewhere\"}'";
    private static final String ADVANCE = "UPDATE saga SET step = step + 1 WHERE id = ANY (?)";

    /** The saga's transactions; every statement has one parameter, the orders' ids. */
    private static final List<List<String>> TRANSACTIONS = List.of(
            List.of(
                    "INSERT INTO customer_order (id, customer_id, items, total, status) SELECT id, 'bench-' ||"
                            + " abs(hashtext(id::text)) % 200, " + ITEMS + ", 26, 'PENDING' FROM unnest(?) AS id",
                    "INSERT INTO order_event SELECT id, 1, 'OrderCreated', " + ITEMS + " FROM unnest(?) AS id"),
            List.of("INSERT INTO saga SELECT id, id, " + ITEMS + ", 1 FROM unnest(?) AS id"),
            List.of(
                    "INSERT INTO payment SELECT id, id, customer_id, total, 'CAPTURED' FROM customer_order"
                            + " WHERE id = ANY (?)",
                    "INSERT INTO ledger_entry SELECT account, p.id, amount * sign FROM payment AS p CROSS JOIN LATERAL"
                            + " (VALUES (customer_id, -1), ('merchant', 1)) AS e (account, sign) WHERE p.id = ANY (?)",
                    "UPDATE wallet AS w SET balance = balance - spent FROM (SELECT customer_id, sum(amount) AS spent"
                            + " FROM payment WHERE id = ANY (?) GROUP BY customer_id) AS s"
                            + " WHERE w.customer_id = s.customer_id"),
            List.of(ADVANCE),
            List.of(
                    "INSERT INTO reservation SELECT id, id, 'PENDING' FROM unnest(?) AS id",
                    "INSERT INTO reservation_line SELECT id, sku, 1 FROM unnest(?) AS id"
                            + " CROSS JOIN (VALUES ('sticker'), ('book')) AS s (sku)",
                    "UPDATE stock SET reserved = reserved + cardinality(?)"),
            List.of(ADVANCE),
            List.of("INSERT INTO shipment SELECT id, id, " + ADDRESS + ", 'CREATED' FROM unnest(?) AS id"),
            List.of(ADVANCE),
            List.of("UPDATE reservation SET status = 'CONFIRMED' WHERE id = ANY (?)"),
            List.of(ADVANCE),
            List.of(
                    "UPDATE customer_order SET status = 'CONFIRMED' WHERE id = ANY (?)",
                    "INSERT INTO order_event SELECT id, 2, 'OrderConfirmed', '{}' FROM unnest(?) AS id"),
            List.of(ADVANCE));

    private final Platform platform;

    Floor(Platform platform) {
        this.platform = platform;
    }

    /** Orders a second. */
    double measure(Duration duration) throws SQLException, IOException {
        try (var server = platform.connect("postgres");
                var statement = server.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + DATABASE);
            statement.execute("CREATE DATABASE " + DATABASE);
            try (var database = platform.connect(DATABASE)) {
                return measure(database, duration);
            } finally {
                statement.execute("DROP DATABASE " + DATABASE + " (FORCE)");
            }
        }
    }

    private static double measure(Connection database, Duration duration) throws SQLException, IOException {
        try (var statement = database.createStatement()) {
            statement.execute(script());
        }
        database.setAutoCommit(false);
        var steps = new ArrayList<List<PreparedStatement>>();
        for (var transaction : TRANSACTIONS) {
            var prepared = new ArrayList<PreparedStatement>();
            for (var sql : transaction) {
                prepared.add(database.prepareStatement(sql));
            }
            steps.add(prepared);
        }
        var begin = System.nanoTime();
        var orders = 0L;
        while (System.nanoTime() - begin < duration.toNanos()) {
            carryOut(database, steps);
            orders += BATCH;
        }
        return orders / ((System.nanoTime() - begin) / 1e9);
    }

    private static void carryOut(Connection database, List<List<PreparedStatement>> steps) throws SQLException {
        var ids = new UUID[BATCH];
        for (var i = 0; i < BATCH; i++) {
            ids[i] = IDS.generate();
        }
        for (var step : steps) {
            for (var statement : step) {
                statement.setObject(1, ids);
                statement.executeUpdate();
            }
            database.commit();
        }
    }

    private static String script() throws IOException {
        try (var file = Objects.requireNonNull(Floor.class.getResourceAsStream("floor.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
