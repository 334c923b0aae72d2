package dev.tandem.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis server, a process of its own on a port of its own, that belongs to the caller, who may kill or freeze it.
 * It starts again on the same port.
 */
public final class RedisServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ANSWER_MILLIS = 1_000;

    private final boolean durable;
    private final int port = freePort();
    private final Path data = dataDirectory();
    private Process process;

    private RedisServer(boolean durable) {
        this.durable = durable;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "kill-redis"));
        awaitReady();
    }

    /**
     * Starts a server.
     *
     * @param durable whether it has on disk what it has answered; otherwise it forgets everything when it ends, as a
     *     server does after a crash that has not been told to wait for the disk
     */
    public static RedisServer start(boolean durable) {
        return new RedisServer(durable);
    }

    /** So many, which know nothing of each other. */
    public static List<RedisServer> start(int count, boolean durable) {
        return Stream.generate(() -> start(durable)).limit(count).toList();
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Ends it without a last word. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again after {@link #kill}. */
    public void restart() {
        process = launch();
        awaitReady();
    }

    /** Freezes it: it keeps its connections and answers nobody, as behind a broken wire. */
    public void pause() {
        signal("STOP");
    }

    /** Lets a frozen one go on. */
    public void resume() {
        signal("CONT");
    }

    /** Ends it and forgets its data. */
    @Override
    public void close() {
        kill();
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        var command = new ArrayList<>(List.of(Binary.PATH, "--port", Integer.toString(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--dir", data.toString(), "--save", ""));
        if (durable) {
            command.addAll(List.of("--appendonly", "yes", "--appendfsync", "always"));
        }
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Awaitility.await("Redis answers").atMost(PATIENCE).until(this::answers);
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return "+PONG".equals(answer.readLine());
        } catch (IOException notYet) {
            return false;
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
            return Files.createTempDirectory("tandem-redis-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacked once per test JVM. */
    private static final class Binary {

        private static final String PATH = unpacked();

        private static String unpacked() {
            try {
                return ExecutableProvider.newJarResourceProvider().get().getPath();
            } catch (IOException e) {
                throw new UncheckedIOException("no Redis for this machine", e);
            }
        }
    }
}
