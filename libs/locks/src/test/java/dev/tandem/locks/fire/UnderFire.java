package dev.tandem.locks.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.testsupport.PostgresServer;
import dev.tandem.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Processes increment a counter under one lock while they are frozen for longer than a lease lasts, killed and replaced,
 * and while the backend is disturbed. A subclass says where the backend is. {@code -Dtandem.fire.rounds=100} for longer.
 */
public abstract class UnderFire {

    private static final int CLIENTS = 4;
    private static final int ROUNDS = Integer.getInteger("tandem.fire.rounds", 4);
    private static final long SEED = Long.getLong("tandem.fire.seed", 1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The counter's. */
    protected final TestDatabase database = PostgresServer.shared().freshDatabase();

    private final Counter counter = new Counter(database.dataSource());
    private final Random random = new Random(SEED);
    private final List<Process> clients = new ArrayList<>();

    /** The backend's name, and where it is. */
    protected abstract List<String> backend();

    /** Cuts all clients off for a while, or makes the backend forget what it may forget. */
    protected abstract void disturb() throws Exception;

    @AfterEach
    void endClients() {
        clients.forEach(Process::destroyForcibly);
    }

    @Test
    void noIncrementIsLostWhileClientsAreFrozenAndKilledAndCutOff() throws Exception {
        counter.create();
        for (var i = 0; i < CLIENTS; i++) {
            clients.add(start());
        }
        awaitProgress();

        for (var round = 0; round < ROUNDS; round++) {
            freezeAndKill();
            disturb();
            awaitProgress();
        }

        clients.forEach(Process::destroyForcibly);
        for (var client : clients) {
            client.waitFor();
        }
        assertThat(counter.value()).as("seed %d", SEED).isEqualTo(counter.writes());
    }

    /** The frozen one may hold the lock, wait for it, or be on its way to write. */
    private void freezeAndKill() throws Exception {
        var frozen = clients.get(random.nextInt(CLIENTS));
        signal(frozen, "STOP");
        pass(CounterClient.TTL.plusMillis(500));
        signal(frozen, "CONT");

        var dead = random.nextInt(CLIENTS);
        clients.get(dead).destroyForcibly().waitFor();
        clients.set(dead, start());
    }

    private void awaitProgress() {
        var before = counter.writes();
        Awaitility.await("the counter goes on").atMost(PATIENCE).until(() -> counter.writes() > before + 10);
    }

    /** Lets time go by, because its passing is what is tested. */
    protected static void pass(Duration time) {
        Awaitility.await().pollDelay(time).timeout(PATIENCE).until(() -> true);
    }

    private Process start() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = Stream.of(
                Stream.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m"),
                Stream.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"),
                Stream.of("-cp", System.getProperty("java.class.path"), CounterClient.class.getName()),
                Stream.of(database.url(), database.username(), database.password()),
                backend().stream());
        return new ProcessBuilder(command.flatMap(words -> words).toList())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void signal(Process process, String signal) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                .start()
                .waitFor();
    }
}
