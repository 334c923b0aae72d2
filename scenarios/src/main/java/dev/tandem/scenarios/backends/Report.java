package dev.tandem.scenarios.backends;

import dev.tandem.local.platform.DatabaseLogin;
import dev.tandem.scenarios.Stage;
import java.sql.Connection;
import java.sql.SQLException;

/** What the locks of these stories protect: one row of a database of its own, with and without a guard. */
final class Report implements AutoCloseable {

    private static final String DATABASE = "lock_stories";

    private static final String TABLES = """
            CREATE TABLE report (body text NOT NULL, fencing_token bigint NOT NULL);
            INSERT INTO report VALUES ('empty', 0);
            CREATE SEQUENCE advisory_lock_token;
            """;

    /** An equal token passes: it is the same holder's next write. */
    private static final String FENCED = """
            UPDATE report
               SET body = ?, fencing_token = ?
             WHERE fencing_token <= ?
            """;

    /** For holders whose lock has no token: whoever comes in draws one here, before it reads anything. */
    private static final String TICKET = """
               UPDATE report
                  SET fencing_token = fencing_token + 1
            RETURNING fencing_token
            """;

    private final Stage stage;
    private final Connection connection;

    private Report(Stage stage, Connection connection) {
        this.stage = stage;
        this.connection = connection;
    }

    /** An empty one; what an interrupted story left is made anew. */
    static Report open(Stage stage) throws SQLException {
        drop(stage);
        try (var server = stage.connect("postgres");
                var statement = server.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        var connection = stage.connect(DATABASE);
        try (var statement = connection.createStatement()) {
            statement.execute(TABLES);
        }
        return new Report(stage, connection);
    }

    DatabaseLogin login() {
        return stage.login(DATABASE);
    }

    /** Whether the guard let it pass. */
    boolean write(long token, String body) throws SQLException {
        try (var statement = connection.prepareStatement(FENCED)) {
            statement.setString(1, body);
            statement.setLong(2, token);
            statement.setLong(3, token);
            return statement.executeUpdate() == 1;
        }
    }

    void writeUnguarded(String body) throws SQLException {
        try (var statement = connection.prepareStatement("UPDATE report SET body = ?")) {
            statement.setString(1, body);
            statement.executeUpdate();
        }
    }

    long ticket() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(TICKET)) {
            row.next();
            return row.getLong(1);
        }
    }

    String body() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT body FROM report")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Ends every session that holds an advisory lock of this database; how many there were. */
    int endHolders() throws SQLException {
        var ended = 0;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT pg_terminate_backend(pid)
                          FROM pg_locks
                         WHERE locktype = 'advisory'
                           AND granted
                           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        """)) {
            while (rows.next()) {
                ended++;
            }
        }
        return ended;
    }

    private static void drop(Stage stage) throws SQLException {
        try (var server = stage.connect("postgres");
                var statement = server.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        drop(stage);
    }
}
