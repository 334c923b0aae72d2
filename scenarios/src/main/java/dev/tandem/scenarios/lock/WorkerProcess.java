package dev.tandem.scenarios.lock;

import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A {@link Worker}, as a story sees it. */
final class WorkerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name;
    private final Stage stage;
    private final Process process;
    private final List<String> said = new CopyOnWriteArrayList<>();

    private WorkerProcess(String name, Stage stage, Process process) {
        this.name = name;
        this.stage = stage;
        this.process = process;
        Thread.ofVirtual()
                .start(() -> process.inputReader(StandardCharsets.UTF_8).lines().forEach(said::add));
    }

    static WorkerProcess start(String name, Stage stage) {
        var java = ProcessHandle.current().info().command().orElse("java");
        var document = Document.login(stage);
        var command = List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                stage.url("lock-service").toString(),
                document.url(),
                document.username());
        try {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put(Worker.PASSWORD, document.password());
            var process = builder.start();
            var worker = new WorkerProcess(name, stage, process);
            worker.hears("ready");
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a lock and returns its fencing token. */
    long take(String key, Duration ttl) {
        tell("take " + key + " " + ttl);
        var answer = hears("has ");
        stage.tell("%s takes %s for %d s: token %s".formatted(name, key, ttl.toSeconds(), answer));
        return Long.parseLong(answer);
    }

    void queue(String key, String waiter) {
        tell("queue " + key + " " + waiter);
    }

    /** Writes to the document; false if it was refused as stale. */
    boolean write(String text) {
        said.removeIf(line -> line.equals("written") || line.equals("stale"));
        tell("write " + text);
        await(name + " has written").atMost(PATIENCE).until(() -> said.contains("written") || said.contains("stale"));
        var written = said.contains("written");
        stage.tell("%s writes \"%s\": %s".formatted(name, text, written ? "accepted" : "refused, its token is stale"));
        return written;
    }

    void release() {
        tell("release");
        hears("released");
        stage.tell(name + " gives the lock back");
    }

    /** Waits until it has said something that begins so, and returns the rest. */
    String hears(String beginning) {
        await(name + " says " + beginning)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> said.stream().anyMatch(line -> line.startsWith(beginning)) || !process.isAlive());
        return said.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .map(line -> line.substring(beginning.length()))
                .orElseThrow(() -> new AssertionError("%s died before it said %s".formatted(name, beginning)));
    }

    boolean hasSaid(String what) {
        return said.contains(what);
    }

    void kill() {
        process.destroyForcibly();
        stage.tell("kill -9 " + name);
    }

    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the story was interrupted", e);
        }
        stage.tell("SIG%s %s".formatted(signal, name));
    }

    private void tell(String order) {
        try {
            var out = process.outputWriter(StandardCharsets.UTF_8);
            out.write(order);
            out.newLine();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not listen", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
