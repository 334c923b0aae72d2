package dev.tandem.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> LONG_SLEEP = List.of("sleep", "600");

    @TempDir
    private Path folder = Path.of("");

    private ManagedProcess process = new ManagedProcess("none", folder, folder);

    @BeforeEach
    void name() {
        process = new ManagedProcess("sleeper", folder, folder);
    }

    @AfterEach
    void end() {
        process.signal(Signal.KILL);
    }

    @Test
    void isFoundAgainByALaterLauncher() {
        launch(LONG_SLEEP);

        var found = new ManagedProcess("sleeper", folder, folder);

        assertThat(found.isAlive()).isTrue();
        assertThat(found.pid()).isEqualTo(process.pid());
    }

    @Test
    void livesInASessionOfItsOwnSoThatCtrlCDoesNotReachIt() {
        launch(LONG_SLEEP);

        assertThat(Poll.until(PATIENCE, () -> sessionOf(pid()) == pid())).isTrue();
    }

    @Test
    void isNotMistakenForALaterProcessWithTheSameNumber() throws IOException {
        Files.writeString(folder.resolve("sleeper.pid"), ProcessHandle.current().pid() + " 12345\n");

        assertThat(process.isAlive()).isFalse();
        assertThat(process.hasDied()).isTrue();
    }

    @Test
    void aTornPidFileIsNoProcess() throws IOException {
        Files.writeString(folder.resolve("sleeper.pid"), "");

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void aKilledOneHasDiedAndAStoppedOneHasNot() {
        launch(LONG_SLEEP);
        process.signal(Signal.KILL);
        assertThat(process.isAlive()).isFalse();
        assertThat(process.hasDied()).isTrue();

        launch(LONG_SLEEP);
        process.stop(Signal.TERM, PATIENCE);
        assertThat(process.isAlive()).isFalse();
        assertThat(process.hasDied()).isFalse();
    }

    @Test
    void stoppingInsistsWhenNobodyListens() {
        launch(List.of("sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done"));
        assertThat(Poll.until(PATIENCE, () -> process.lastWords(5).contains("deaf")))
                .isTrue();

        process.stop(Signal.TERM, Duration.ofMillis(200));

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void aFrozenOneIsKnownAsSuchAndCanStillBeStopped() {
        launch(LONG_SLEEP);

        process.signal(Signal.STOP);
        assertThat(Poll.until(PATIENCE, process::isPaused)).isTrue();

        process.stop(Signal.TERM, PATIENCE);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void itsLastWordsAreThoseOfItsLastStart() {
        launch(List.of("sh", "-c", "echo the first time"));
        assertThat(Poll.until(PATIENCE, () -> !process.isAlive())).isTrue();
        launch(List.of("sh", "-c", "echo 'because of this'; printf '\\tat a.stack.Frame(X.java:1)\\n'"));
        assertThat(Poll.until(PATIENCE, () -> !process.isAlive())).isTrue();

        assertThat(process.lastWords(10)).hasSize(2).last().isEqualTo("because of this");
    }

    private void launch(List<String> command) {
        process.launch(command, environment -> {}, folder);
    }

    private long pid() {
        return process.pid().orElseThrow();
    }

    private static long sessionOf(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
