package dev.tandem.local.platform;

import dev.tandem.local.process.LogTail;
import dev.tandem.local.process.ManagedProcess;
import dev.tandem.local.process.Poll;
import dev.tandem.local.process.Processes;
import dev.tandem.local.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real PostgreSQL that loses nothing on a crash: only memory sizes differ from a server in production. */
final class PostgresServer extends Part {

    static final String SUPERUSER = "tandem";

    private static final Duration PATIENCE_WITH_LEFTOVERS = Duration.ofSeconds(15);
    private static final int STATUS_LINE = 7;

    /** Written anew before each start, so that what it says is what runs. */
    private static final String CONFIGURATION = """
            # Written by tandem at each start.
            listen_addresses = '127.0.0.1'
            port = ${port}
            unix_socket_directories = ''
            max_connections = 250

            fsync = on
            synchronous_commit = on
            full_page_writes = on
            wal_compression = on
            max_wal_size = 4GB
            shared_buffers = 256MB

            # Two-phase commit: a branch that has voted yes is a prepared transaction, and the default allows none.
            max_prepared_transactions = 128

            password_encryption = scram-sha-256
            timezone = 'UTC'
            log_timezone = 'UTC'
            log_line_prefix = '%m [%p] %q%u@%d '
            lc_messages = 'C'
            """;

    private static final String ACCESS = """
            # Written by tandem at each start: passwords only, from this machine only.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final Home home;
    private final Secrets secrets;
    private final int port;
    private final Databases databases;

    PostgresServer(Home home, Secrets secrets, int port) {
        super(new ManagedProcess(Platform.POSTGRES, home.run(), home.logs()));
        this.home = home;
        this.secrets = secrets;
        this.port = port;
        this.databases = new Databases(port, secrets);
    }

    @Override
    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    List<String> portNames() {
        return List.of(Platform.POSTGRES);
    }

    @Override
    void launch() {
        var binaries = PostgresBinaries.unpackedIn(home.cache());
        var data = data();
        if (!Files.exists(data)) {
            initialise(binaries, data);
        }
        clearTheWay(data);
        Folders.write(data.resolve("postgresql.conf"), CONFIGURATION.replace("${port}", Integer.toString(port)));
        Folders.write(data.resolve("pg_hba.conf"), ACCESS);
        var postgres = binaries.program("postgres");
        var command = new ArrayList<>(UnprivilegedUser.commandPrefix(data, postgres));
        command.addAll(List.of(postgres.toString(), "-D", data.toString()));
        process().launch(command, PostgresServer::adapt, data);
    }

    @Override
    boolean isReady() {
        return saysReady() && databases.answer();
    }

    @Override
    void prepareForUse() {
        databases.create();
    }

    /** Not TERM, by which it would wait until the last client has gone. */
    @Override
    Signal politeEnd() {
        return Signal.INT;
    }

    private Path data() {
        return home.data(Platform.POSTGRES);
    }

    /** Its own word, before anyone knocks: each early knock would be an error in its log. */
    private boolean saysReady() {
        try {
            var lines = Files.readAllLines(pidFile());
            return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    /** In a draft that is moved to its place when it is whole, so that a broken-off first start can be repeated. */
    private void initialise(PostgresBinaries binaries, Path data) {
        var draft = data.resolveSibling("postgres.new");
        Folders.delete(draft);
        Folders.create(draft);
        try {
            initdb(binaries, draft);
            Files.move(draft.resolve("data"), data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + data, e);
        } finally {
            Folders.delete(draft);
        }
    }

    /** Collation by code points: the same order on every machine, and no surprise after an upgrade of its libraries. */
    private void initdb(PostgresBinaries binaries, Path draft) throws IOException {
        var password = draft.resolve("password");
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, secrets.of(SUPERUSER));
        var initdb = binaries.program("initdb");
        var command = new ArrayList<>(UnprivilegedUser.commandPrefix(draft, initdb));
        command.addAll(List.of(initdb.toString(), "--pgdata=" + draft.resolve("data"), "--username=" + SUPERUSER));
        command.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + password, "--encoding=UTF8", "--locale=C"));
        command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        var log = home.logs().resolve("initdb.log");
        Folders.create(home.logs());
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        adapt(builder.environment());
        try {
            if (builder.start().waitFor() != 0) {
                throw new StartFailed("PostgreSQL's data folder could not be created:\n    "
                        + String.join("\n    ", LogTail.lastLines(log, 10)) + "\nMore in " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("PostgreSQL was given up");
        }
    }

    /**
     * After a kill the server's children need a moment to notice, and its pid file stays. PostgreSQL would be misled by
     * a new process with the old number, or by a dead one that nobody has reaped; we know better who works in its
     * folder.
     */
    private void clearTheWay(Path data) {
        if (!Poll.until(PATIENCE_WITH_LEFTOVERS, () -> Processes.workingIn(data).isEmpty())) {
            throw new StartFailed("Another PostgreSQL works in " + data + ": processes " + Processes.workingIn(data)
                    + ". Stop it first.");
        }
        if (Processes.areVisible()) {
            Folders.delete(pidFile());
        }
    }

    /** Whatever somebody has set for another PostgreSQL does not concern this one. */
    private static void adapt(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
    }
}
