package dev.tandem.scenarios.lock;

import dev.tandem.local.platform.DatabaseLogin;
import dev.tandem.locks.Lease;
import dev.tandem.locks.LockOptions;
import dev.tandem.locks.Locks;
import dev.tandem.locks.postgres.LockServiceBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A service that works under a lock, as a process of its own; it is told what to do by its standard input, and tells by
 * its standard output what came of it.
 *
 * <p>Its arguments are where the lock service is, and the document's database and user; the password, which others could
 * read there, comes by the environment.
 *
 * <p>{@code take KEY TTL} takes a lock at once; {@code queue KEY NAME} waits for one in the background; {@code write TEXT}
 * writes to the shared document with the token of the lock that was taken; {@code release} gives it back.
 */
public final class Worker {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The variable with the password of the document's database. */
    static final String PASSWORD = "WORKER_PASSWORD";

    private final DatabaseLogin document;
    private final Locks locks;
    private Optional<Lease> lease = Optional.empty();

    private Worker(URI lockService, DatabaseLogin document) {
        this.document = document;
        this.locks = new Locks(
                new LockServiceBackend(lockService, Duration.ofSeconds(2)),
                "worker-" + ProcessHandle.current().pid(),
                LockOptions.ifFree(Duration.ofSeconds(30)));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        var document = new DatabaseLogin(arguments[1], arguments[2], System.getenv(PASSWORD));
        var worker = new Worker(URI.create(arguments[0]), document);
        say("ready");
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = orders.readLine(); line != null; line = orders.readLine()) {
            worker.obey(line.split(" ", 3));
        }
        Runtime.getRuntime().halt(0); // whoever told this process what to do is gone
    }

    private void obey(String[] order) throws InterruptedException, SQLException {
        switch (order[0]) {
            case "take" -> take(order[1], Duration.parse(order[2]));
            case "queue" -> queue(order[1], order[2]);
            case "write" -> write(order[1]);
            case "release" -> {
                lease.orElseThrow().close();
                say("released");
            }
            default -> throw new IllegalArgumentException(String.join(" ", order));
        }
    }

    private void take(String key, Duration ttl) throws InterruptedException {
        lease = locks.tryAcquire(key, LockOptions.ifFree(ttl));
        lease.ifPresent(taken -> taken.onLost(() -> say("lost")));
        say(lease.map(taken -> "has " + taken.fencingToken()).orElse("refused"));
    }

    private void queue(String key, String name) {
        Thread.ofVirtual().start(() -> {
            try (var _ = locks.tryAcquire(key, PATIENCE).orElseThrow()) {
                say("served " + name);
            } catch (InterruptedException e) {
                say("interrupted " + name);
            }
        });
    }

    /** Whatever the client believes of its lease: that is what a message does that was sent in time and is late. */
    private void write(String text) throws SQLException {
        try (var connection = DriverManager.getConnection(document.url(), document.username(), document.password())) {
            var written = Document.write(connection, text, lease.orElseThrow().fencingToken());
            say(written ? "written" : "stale");
        }
    }

    private static void say(String what) {
        synchronized (System.out) {
            System.out.println(what);
            System.out.flush();
        }
    }
}
