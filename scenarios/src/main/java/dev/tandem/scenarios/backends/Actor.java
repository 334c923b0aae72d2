package dev.tandem.scenarios.backends;

import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client of a lock in a process of its own, which a story can freeze and kill. */
final class Actor implements AutoCloseable {

    /** By the environment, because everybody on the machine can read arguments. */
    static final String PASSWORD = "TANDEM_STORY_PASSWORD";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stage stage;
    private final String name;
    private final Process process;
    private final PrintStream orders;
    private final List<String> heard = new ArrayList<>();

    private Actor(Stage stage, String name, Process process) {
        this.stage = stage;
        this.name = name;
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread.ofVirtual().name("hears " + name).start(this::listen);
    }

    /** Enters the stage; {@code backend} as {@link Backends} understands it. */
    static Actor enter(Stage stage, String name, List<String> backend) {
        return enter(stage, name, backend, Map.of());
    }

    static Actor enter(Stage stage, String name, List<String> backend, Map<String, String> environment) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Client.class.getName(), name));
        command.addAll(backend);
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        try {
            var actor = new Actor(stage, name, builder.start());
            actor.hear("ready");
            return actor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells it what to do, and does not wait for it: a frozen actor does it when it wakes up. */
    void order(String line) {
        orders.println(line);
    }

    /** What it says after an order: the rest of the first line that starts so. */
    String hear(String beginning) {
        return await(name + " says: " + beginning)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> taken(beginning), Optional::isPresent)
                .orElseThrow();
    }

    /** Takes the lock and returns its token, or "-" if there is none. */
    String acquires(String key, Duration ttl, Duration wait) {
        order("acquire %s %d %d".formatted(key, ttl.toMillis(), wait.toMillis()));
        return hear("granted");
    }

    void pause() {
        signal("STOP");
        stage.tell("SIGSTOP " + name);
    }

    void resume() {
        signal("CONT");
        stage.tell("SIGCONT " + name);
    }

    void kill() {
        close();
        stage.tell("kill -9 " + name);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (heard) {
                    heard.add(line);
                }
            }
        } catch (IOException itIsGone) {
            // and will say no more
        }
    }

    private Optional<String> taken(String beginning) {
        synchronized (heard) {
            var line = heard.stream().filter(it -> it.startsWith(beginning)).findFirst();
            line.ifPresent(heard::remove);
            return line.map(it -> it.substring(beginning.length()).strip());
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the story was interrupted", e);
        }
    }
}
