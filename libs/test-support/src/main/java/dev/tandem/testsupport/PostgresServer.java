package dev.tandem.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL server on a port of its own, with prepared transactions switched on.
 *
 * <p>{@link #shared()} lives as long as the test JVM; a test that stops or kills its server {@linkplain #start starts}
 * one for itself. A server that was stopped or killed starts again on the same port with the same data.
 */
public final class PostgresServer implements AutoCloseable {

    private static final ConcurrentMap<Boolean, PostgresServer> SHARED = new ConcurrentHashMap<>();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final int PREPARED_TRANSACTIONS = 64;

    private final boolean fsync;
    private final int preparedTransactions;
    private final int port = freePort();
    private final Path data = dataDirectory();
    private EmbeddedPostgres postgres;
    private boolean running = true;

    private PostgresServer(boolean fsync, int preparedTransactions) {
        this.fsync = fsync;
        this.preparedTransactions = preparedTransactions;
        this.postgres = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-postgres"));
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
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE %1$s LOGIN PASSWORD '%1$s'".formatted(name));
            statement.execute("CREATE DATABASE %1$s OWNER %1$s".formatted(name));
        } catch (SQLException e) {
            throw new IllegalStateException("no new database on port " + port, e);
        }
        return new TestDatabase("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name), name, name);
    }

    /** The superuser's connection, for what an ordinary role may not see or do. */
    public Connection superuser(TestDatabase database) throws SQLException {
        return postgres.getDatabase("postgres", database.username()).getConnection();
    }

    public int port() {
        return port;
    }

    /** Shuts the server down in good order; its data stay. */
    public synchronized void stop() {
        if (running) {
            running = false;
            unchecked(postgres::close);
        }
    }

    /** Ends the server at once, as a crash does: no checkpoint, connections cut, recovery at the next start. */
    public synchronized void kill() {
        if (running) {
            running = false;
            unchecked(this::endAtOnce);
        }
    }

    /** Starts the server again after {@link #stop} or {@link #kill}. */
    public synchronized void restart() {
        postgres = launch();
        running = true;
    }

    /** Ends the server and forgets its data. */
    @Override
    public void close() {
        kill(); // what is about to be deleted need not be saved
        unchecked(() -> FileSystemUtils.deleteRecursively(data));
    }

    private void endAtOnce() throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        var pid = Files.readAllLines(pidFile).getFirst();
        // "Immediate shutdown". SIGKILL would leave shared memory behind, which the next start waits for.
        new ProcessBuilder("sh", "-c", "kill -QUIT " + pid).start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.notExists(pidFile));
        // The launcher's own lock, which it would only give back after an orderly stop.
        Files.delete(data.resolve("epg-lock"));
    }

    private EmbeddedPostgres launch() {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOutputRedirector(Redirect.DISCARD)
                    .setErrorRedirector(Redirect.DISCARD)
                    .setPGStartupWait(Duration.ofSeconds(30))
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("fsync", fsync ? "on" : "off")
                    .setServerConfig("synchronous_commit", fsync ? "on" : "off")
                    .setServerConfig("max_prepared_transactions", Integer.toString(preparedTransactions))
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    // Whoever forgets a zone finds out here, and not in another country.
                    .setServerConfig("timezone", "Asia/Kathmandu")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path dataDirectory() {
        try {
            return Files.createTempDirectory("tandem-postgres-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unchecked(IoAction action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface IoAction {
        void run() throws IOException;
    }
}
