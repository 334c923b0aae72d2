package dev.tandem.scenarios.isolation;

import dev.tandem.scenarios.Stage;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The {@link NaiveShop}'s database, a real one on the platform's server. Each method is a transaction of its own, and
 * each is perfectly isolated: it is between them that things go wrong.
 */
final class NaiveBooks implements AutoCloseable {

    private static final String DATABASE = "naive_shop";

    private static final String TABLES = """
            CREATE TABLE stock (quantity integer NOT NULL CHECK (quantity >= 0));
            INSERT INTO stock VALUES (5);
            CREATE TABLE orders (id text PRIMARY KEY, total numeric(19,2) NOT NULL, status text NOT NULL);
            """;

    private final Stage stage;

    private NaiveBooks(Stage stage) {
        this.stage = stage;
    }

    /** An empty database with five units in stock; one that an interrupted story left is made anew. */
    static NaiveBooks create(Stage stage) throws SQLException {
        var books = new NaiveBooks(stage);
        books.drop();
        try (var server = stage.connect("postgres");
                var statement = server.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        books.run(TABLES);
        return books;
    }

    int quantity() throws SQLException {
        return read("SELECT quantity FROM stock", row -> row.getInt(1));
    }

    void setQuantity(int quantity) throws SQLException {
        run("UPDATE stock SET quantity = ?", quantity);
    }

    String insertOrder(String id, BigDecimal total) throws SQLException {
        run("INSERT INTO orders VALUES (?, ?, 'PLACED')", id, total);
        return "PLACED";
    }

    String updateOrder(String id, String status) throws SQLException {
        run("UPDATE orders SET status = ? WHERE id = ?", status, id);
        return status;
    }

    String orderStatus(String id) throws SQLException {
        return read("SELECT status FROM orders WHERE id = ?", row -> row.getString(1), id);
    }

    BigDecimal sumOfOrders() throws SQLException {
        return read(
                "SELECT coalesce(sum(total), 0.00) FROM orders WHERE status <> 'CANCELLED'",
                row -> row.getBigDecimal(1));
    }

    private void run(String sql, Object... values) throws SQLException {
        try (var connection = stage.connect(DATABASE);
                var statement = prepare(connection, sql, values)) {
            statement.execute();
        }
    }

    private <T> T read(String sql, Column<T> column, Object... values) throws SQLException {
        try (var connection = stage.connect(DATABASE);
                var statement = prepare(connection, sql, values);
                var row = statement.executeQuery()) {
            row.next();
            return column.of(row);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private void drop() throws SQLException {
        try (var server = stage.connect("postgres");
                var statement = server.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
        }
    }

    @Override
    public void close() {
        try {
            drop();
        } catch (SQLException e) {
            throw new IllegalStateException("the naive shop's database is still there", e);
        }
    }

    /** What is wanted of a row. */
    private interface Column<T> {
        T of(ResultSet row) throws SQLException;
    }
}
