package dev.tandem.local.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A database per service, and a role that owns it. Nobody else may connect to it, so reaching into another service's
 * tables is impossible rather than forbidden.
 */
final class Databases {

    private static final String MAINTENANCE = "postgres";

    /** A password in a failing statement would otherwise end up in the server's log. */
    private static final String HIDE_STATEMENTS = "SET log_min_error_statement = panic";

    private final int port;
    private final Secrets secrets;

    Databases(int port, Secrets secrets) {
        this.port = port;
        this.secrets = secrets;
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    boolean answer() {
        try (var connection = connect()) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Creates what is missing; passwords always follow the secrets file. */
    void create() {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(HIDE_STATEMENTS);
            keepOthersOut(MAINTENANCE, statement);
            for (var service : Service.values()) {
                create(service.database(), statement);
            }
        } catch (SQLException e) {
            throw new StartFailed("PostgreSQL did not let us create the databases: " + e.getMessage());
        }
    }

    /** Names and passwords are our own, letters and digits: they need no quoting. */
    private void create(String name, Statement statement) throws SQLException {
        if (!finds("SELECT FROM pg_roles WHERE rolname = '" + name + "'", statement)) {
            statement.execute("CREATE ROLE " + name + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE");
        }
        statement.execute("ALTER ROLE " + name + " PASSWORD '" + secrets.of(name) + "'");
        if (!finds("SELECT FROM pg_database WHERE datname = '" + name + "'", statement)) {
            statement.execute("CREATE DATABASE " + name + " OWNER " + name);
        }
        keepOthersOut(name, statement);
    }

    private static void keepOthersOut(String database, Statement statement) throws SQLException {
        statement.execute("REVOKE CONNECT ON DATABASE " + database + " FROM public");
    }

    private static boolean finds(String query, Statement statement) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", PostgresServer.SUPERUSER);
        properties.setProperty("password", secrets.of(PostgresServer.SUPERUSER));
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("loginTimeout", "3");
        return DriverManager.getConnection(url(port, MAINTENANCE), properties);
    }
}
