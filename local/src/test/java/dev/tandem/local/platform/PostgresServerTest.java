package dev.tandem.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.local.process.Signal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One real server for all, because the first start is the slow one. Every test finds it running. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Ports ports = Ports.free();
    private final int port = ports.of(Platform.POSTGRES);
    private final Home home;
    private final Secrets secrets;
    private final PostgresServer postgres;

    PostgresServerTest(@TempDir Path folder) {
        home = Home.of(TestPlatform.settings(folder));
        secrets = Secrets.in(home.secrets());
        postgres = new PostgresServer(home, secrets, port);
    }

    @BeforeEach
    void start() {
        postgres.start(PATIENCE);
    }

    @AfterAll
    void stop() {
        postgres.stop(PATIENCE);
    }

    @Test
    void losesNothingOnACrash() throws SQLException {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(setting("full_page_writes")).isEqualTo("on");
    }

    @Test
    void allowsPreparedTransactions() throws SQLException {
        assertThat(setting("max_prepared_transactions")).isEqualTo("128");
    }

    @Test
    void aRoleCannotEvenConnectToAnotherDatabase() throws SQLException {
        try (var own = connect("orders", "orders")) {
            assertThat(own.isValid(1)).isTrue();
        }
        for (var other : List.of("payments", "postgres")) {
            assertThatThrownBy(() -> connect(other, "orders").close()).hasMessageContaining("permission denied");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> DriverManager.getConnection(Databases.url(port, "orders"), "orders", "orders")
                        .close())
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void passwordsAreForTheirOwnerOnlyAndInNoLog() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secrets())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(postgres.process().log())).doesNotContain(secrets.of("orders"));
    }

    @Test
    void dataSurvivesAKill() throws SQLException {
        execute("CREATE TABLE kept AS SELECT 42 AS answer");

        postgres.process().signal(Signal.KILL);
        assertThat(postgres.status().state()).isEqualTo(PartStatus.State.DIED);
        postgres.start(PATIENCE);

        assertThat(query("SELECT answer FROM kept")).isEqualTo("42");
    }

    @Test
    void dataSurvivesAStop() throws SQLException {
        execute("CREATE TABLE also_kept AS SELECT 43 AS answer");

        postgres.stop(PATIENCE);
        assertThat(postgres.status().state()).isEqualTo(PartStatus.State.STOPPED);
        postgres.start(PATIENCE);

        assertThat(query("SELECT answer FROM also_kept")).isEqualTo("43");
    }

    @Test
    void startsAlthoughALivingStrangerHasTheNumberInThePidFile() throws Exception {
        var pidFile = home.data(Platform.POSTGRES).resolve("postmaster.pid");
        var lines = Files.readAllLines(pidFile);
        postgres.process().signal(Signal.KILL);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(pidFile, lines);

        postgres.start(PATIENCE);

        assertThat(postgres.isReady()).isTrue();
    }

    @Test
    void startingItTwiceIsStartingItOnce() {
        var pid = postgres.process().pid();

        new PostgresServer(home, secrets, port).start(PATIENCE);

        assertThat(postgres.process().pid()).isEqualTo(pid);
    }

    @Test
    void aFrozenOneIsNotReady() {
        postgres.process().signal(Signal.STOP);
        assertThat(postgres.status().state()).isEqualTo(PartStatus.State.PAUSED);
        assertThat(postgres.isReady()).isFalse();

        postgres.process().signal(Signal.CONT);
        assertThat(postgres.isReady()).isTrue();
    }

    @Test
    void aTakenPortIsRefusedWithItsHolderAndTheWayOut() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var moved = ports.with(Platform.POSTGRES, taken.getLocalPort());

            assertThatThrownBy(() -> Parts.refuseTakenPorts(List.of(postgres), moved))
                    .hasMessageContainingAll(
                            "Port " + taken.getLocalPort() + ", wanted by postgres",
                            "process " + ProcessHandle.current().pid(),
                            "--port postgres=",
                            "TANDEM_PORT_POSTGRES=",
                            "--port-offset");
        }
    }

    private String setting(String name) throws SQLException {
        return query("SHOW " + name);
    }

    private String query(String sql) throws SQLException {
        try (var connection = connect("orders", "orders");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return String.valueOf(rows.getString(1));
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connect("orders", "orders");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(Databases.url(port, database), role, secrets.of(role));
    }
}
