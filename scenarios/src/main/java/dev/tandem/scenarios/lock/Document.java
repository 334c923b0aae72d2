package dev.tandem.scenarios.lock;

import dev.tandem.local.platform.DatabaseLogin;
import dev.tandem.scenarios.Stage;
import java.sql.Connection;
import java.sql.SQLException;

/** What the lock protects: one row, in a database of its own on the platform's server. */
final class Document implements AutoCloseable {

    private static final String DATABASE = "guarded_document";

    private static final String TABLE = """
            CREATE TABLE document (body text NOT NULL, fencing_token bigint NOT NULL);
            INSERT INTO document VALUES ('', 0);
            """;

    /** Question and write in one statement; an equal token is the same holder's next write. */
    private static final String WRITE = """
            UPDATE document
               SET body = ?, fencing_token = ?
             WHERE fencing_token <= ?
            """;

    private static final String OVERWRITE = "UPDATE document SET body = ?";

    private final Stage stage;

    private Document(Stage stage) {
        this.stage = stage;
    }

    static Document create(Stage stage) {
        var document = new Document(stage);
        document.drop();
        document.run("postgres", "CREATE DATABASE " + DATABASE);
        document.run(DATABASE, TABLE);
        return document;
    }

    /** What it takes to open it from another process. */
    static DatabaseLogin login(Stage stage) {
        return stage.login(DATABASE);
    }

    /** False if the token is stale. */
    static boolean write(Connection connection, String body, long token) throws SQLException {
        try (var statement = connection.prepareStatement(WRITE)) {
            statement.setString(1, body);
            statement.setLong(2, token);
            statement.setLong(3, token);
            return statement.executeUpdate() == 1;
        }
    }

    /** As a resource does that knows nothing of tokens. */
    void overwrite(String body) {
        try (var connection = stage.connect(DATABASE);
                var statement = connection.prepareStatement(OVERWRITE)) {
            statement.setString(1, body);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String body() {
        try (var connection = stage.connect(DATABASE);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT body FROM document")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void drop() {
        run("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " (FORCE)");
    }

    private void run(String database, String sql) {
        try (var connection = stage.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        drop();
    }
}
