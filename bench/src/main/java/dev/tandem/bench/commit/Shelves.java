package dev.tandem.bench.commit;

import dev.tandem.bench.OrderWishes;
import dev.tandem.local.platform.Platform;
import java.sql.SQLException;

/**
 * Articles enough that orders rarely meet at a shelf: a prepared branch locks it, and with the shop's five articles that
 * would be all that is measured. Written into the databases, because nobody can add an article over HTTP.
 */
final class Shelves implements AutoCloseable {

    private static final String ARTICLES = """
            INSERT INTO article (sku, name, price)
            SELECT 'bench-' || n, 'Bench', 1.00
              FROM generate_series(0, %d) AS n
                ON CONFLICT DO NOTHING
            """.formatted(OrderWishes.CUSTOMERS - 1);

    private static final String STOCK = """
            INSERT INTO stock (sku, warehouse, on_hand, reserved, version)
            SELECT 'bench-' || n, warehouse, 10000000, 0, 0
              FROM generate_series(0, %d) AS n
             CROSS JOIN (VALUES ('W1'), ('W2')) AS site (warehouse)
                ON CONFLICT DO NOTHING
            """.formatted(OrderWishes.CUSTOMERS - 1);

    private static final String NOT_FOR_SALE = "DELETE FROM article WHERE sku LIKE 'bench-%'";

    private final Platform platform;

    Shelves(Platform platform) throws SQLException {
        this.platform = platform;
        execute("orders", ARTICLES);
        execute("inventory", STOCK);
    }

    /** What such an order is of. */
    static String sku(long number) {
        return "bench-" + number % OrderWishes.CUSTOMERS;
    }

    private void execute(String database, String sql) throws SQLException {
        try (var connection = platform.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The shelves stay, because what was sold from them has to add up. */
    @Override
    public void close() throws SQLException {
        execute("orders", NOT_FOR_SALE);
    }
}
