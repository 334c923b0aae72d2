package dev.tandem.testsupport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A Docker engine, asked over its socket. Each test JVM asks before it decides, so the question costs milliseconds: a client
 * library would take longer to load than the servers take to start, and tries to fetch what is missing.
 */
final class DockerEngine {

    static final String POSTGRES = "postgres:17";
    static final String KAFKA = "apache/kafka:3.9.2";

    /** Removes the containers of a JVM that died; Testcontainers starts it unless it is told not to. */
    private static final String JANITOR = "testcontainers/ryuk";

    private static final String NO_JANITOR = "TESTCONTAINERS_RYUK_DISABLED";
    private static final String HOST = "TESTCONTAINERS_HOST_OVERRIDE";
    private static final String ENGINE = "DOCKER_HOST";
    private static final String UNIX = "unix://";
    private static final int PATIENCE_SECONDS = 5;
    private static final int LONGEST_ANSWER = 64 << 10;

    private final List<Path> sockets;
    private final Map<String, String> environment;
    private final boolean insideContainer;

    DockerEngine(List<Path> sockets, Map<String, String> environment, boolean insideContainer) {
        this.sockets = sockets;
        this.environment = environment;
        this.insideContainer = insideContainer;
    }

    static DockerEngine ofThisMachine() {
        var environment = System.getenv();
        var usual = Stream.of("/var/run/docker.sock", System.getProperty("user.home") + "/.docker/run/docker.sock");
        var named = Optional.ofNullable(environment.get(ENGINE));
        var sockets =
                named.map(Stream::of).orElse(usual).map(DockerEngine::path).toList();
        return new DockerEngine(sockets, environment, Files.exists(Path.of("/.dockerenv")));
    }

    private static Path path(String address) {
        return Path.of(address.startsWith(UNIX) ? address.substring(UNIX.length()) : address);
    }

    /** Why tests do without it, as the end of a sentence; empty if they need not. */
    Optional<String> whatKeepsTestsFromIt() {
        var socket = sockets.stream().filter(Files::exists).findFirst();
        if (socket.isEmpty()) {
            return Optional.of("no Docker engine is at hand");
        }
        if (insideContainer && !environment.containsKey(HOST)) {
            return Optional.of("this machine looks like a container, and " + HOST + " does not say where ports are");
        }
        try {
            return missingImage(socket.get())
                    .map(image -> "the Docker engine does not have " + image + " (docker pull " + image
                            + "; tests fetch nothing by themselves)");
        } catch (IOException silent) {
            return Optional.of("no Docker engine answers at " + socket.get());
        }
    }

    private Optional<String> missingImage(Path socket) throws IOException {
        for (var image : List.of(POSTGRES, KAFKA)) {
            if (!answer(socket, "/images/" + image + "/json").startsWith("200")) {
                return Optional.of(image);
            }
        }
        var needsJanitor = !Boolean.parseBoolean(environment.get(NO_JANITOR));
        return needsJanitor && !hasAny(socket, JANITOR) ? Optional.of(JANITOR) : Optional.empty();
    }

    private static boolean hasAny(Path socket, String repository) throws IOException {
        var filter = URLEncoder.encode("{\"reference\":[\"" + repository + "\"]}", StandardCharsets.UTF_8);
        return answer(socket, "/images/json?filters=" + filter).contains(repository);
    }

    /** Status and body. An engine that is there and says nothing must not keep a build from ending. */
    private static String answer(Path socket, String path) throws IOException {
        var question = new FutureTask<>(() -> ask(socket, path));
        var thread = Thread.ofVirtual().start(question);
        try {
            return question.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            thread.interrupt();
        }
    }

    private static String ask(Path socket, String path) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            var request = "GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            var answer = Channels.newInputStream(channel).readNBytes(LONGEST_ANSWER);
            var text = new String(answer, StandardCharsets.UTF_8);
            return text.substring(text.indexOf(' ') + 1);
        }
    }
}
