package dev.tandem.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server on a port of its own, with prepared transactions switched on: a container where a Docker engine
 * is at hand, else a process from a Maven artifact ({@code -Dtandem.test.servers}).
 *
 * <p>{@link #shared()} lives as long as the test JVM; a test that stops or kills its server {@linkplain #start starts}
 * one for itself. A server that was stopped or killed starts again on the same port with the same data.
 */
public final class PostgresServer implements AutoCloseable {

    private static final ConcurrentMap<Boolean, PostgresServer> SHARED = new ConcurrentHashMap<>();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final int PREPARED_TRANSACTIONS = 64;

    private final int port = freePort();
    private final PostgresProcess process;
    private boolean running = true;

    private PostgresServer(boolean fsync, int preparedTransactions) {
        this.process = process(port, settings(fsync, preparedTransactions));
        process.launch();
        if (!process.endsWithJvm()) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-postgres"));
        }
    }

    /** The server of this JVM, which does not wait for the disk. */
    public static PostgresServer shared() {
        return shared(false);
    }

    /** The server of this JVM, with or without waiting for the disk at each commit. */
    public static PostgresServer shared(boolean fsync) {
        return SHARED.computeIfAbsent(fsync, it -> new PostgresServer(it, PREPARED_TRANSACTIONS));
    }

    /** A server that belongs to the caller, who may crash it. */
    public static PostgresServer start(boolean fsync) {
        return new PostgresServer(fsync, PREPARED_TRANSACTIONS);
    }

    /** One as it is by default: nobody can prepare a transaction there. */
    public static PostgresServer startWithoutPreparedTransactions() {
        return new PostgresServer(false, 0);
    }

    /** An empty database with its own role. */
    public TestDatabase freshDatabase() {
        var name = "test" + DATABASES.incrementAndGet();
        try (var connection = superuser("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE %1$s LOGIN PASSWORD '%1$s'".formatted(name));
            statement.execute("CREATE DATABASE %1$s OWNER %1$s".formatted(name));
        } catch (SQLException e) {
            throw new IllegalStateException("no new database on port " + port, e);
        }
        return new TestDatabase(url(name), name, name);
    }

    /** The superuser's connection, for what an ordinary role may not see or do. */
    public Connection superuser(TestDatabase database) throws SQLException {
        return superuser(database.username());
    }

    private Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(url(database), PostgresProcess.SUPERUSER, PostgresProcess.SUPERUSER);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    public int port() {
        return port;
    }

    /** Shuts the server down in good order; its data stay. */
    public synchronized void stop() {
        if (running) {
            running = false;
            process.stop();
        }
    }

    /** Ends the server at once, as a crash does: no checkpoint, connections cut, recovery at the next start. */
    public synchronized void kill() {
        if (running) {
            running = false;
            process.kill();
        }
    }

    /** Starts the server again after {@link #stop} or {@link #kill}. */
    public synchronized void restart() {
        process.launch();
        running = true;
    }

    /** Ends the server and forgets its data. */
    @Override
    public void close() {
        kill(); // what is about to be deleted need not be saved
        process.delete();
    }

    private static PostgresProcess process(int port, Map<String, String> settings) {
        return switch (ServerSource.chosen()) {
            case EMBEDDED -> new EmbeddedPostgresProcess(port, settings);
            case CONTAINERS -> new PostgresContainer(port, settings);
        };
    }

    private static Map<String, String> settings(boolean fsync, int preparedTransactions) {
        return Map.of(
                "fsync",
                fsync ? "on" : "off",
                "synchronous_commit",
                fsync ? "on" : "off",
                "max_prepared_transactions",
                Integer.toString(preparedTransactions),
                "max_connections",
                "200",
                // Whoever forgets a zone finds out here, and not in another country.
                "timezone",
                "Asia/Kathmandu");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
