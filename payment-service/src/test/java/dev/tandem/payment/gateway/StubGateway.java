package dev.tandem.payment.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A gateway on a real socket that answers, byte by byte, what a test wants it to. */
class StubGateway implements AutoCloseable {

    /** What happens to a connection once the request is in. */
    @FunctionalInterface
    interface Behaviour {

        void answer(Socket connection) throws Exception;

        static Behaviour raw(String response) {
            return connection -> connection.getOutputStream().write(response.getBytes(StandardCharsets.UTF_8));
        }

        static Behaviour status(int status, String body) {
            return raw(
                    "HTTP/1.1 %d Whatever\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                            .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, body));
        }

        /** Cuts the connection as a crashed machine or a firewall does. */
        static Behaviour reset() {
            return connection -> connection.setSoLinger(true, 0);
        }

        static Behaviour silence() {
            return connection -> Thread.sleep(60_000);
        }
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Behaviour behaviour = Behaviour.silence();

    StubGateway() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::listen);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    void behaves(Behaviour newBehaviour) {
        behaviour = newBehaviour;
    }

    /** How many requests have come in. */
    int requests() {
        return requests.get();
    }

    private void listen() {
        try {
            while (true) {
                var connection = server.accept();
                threads.execute(() -> serve(connection));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            readRequest(connection.getInputStream());
            requests.incrementAndGet();
            behaviour.answer(connection);
        } catch (Exception _) {
            // the client has gone, or the test is over
        }
    }

    /** To its very end, or closing the connection resets it. */
    private static void readRequest(InputStream in) throws IOException {
        var head = readUntil(in, "\r\n\r\n");
        if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            readUntil(in, "\r\n0\r\n\r\n");
        } else {
            var length = Pattern.compile("(?i)content-length: *([0-9]+)").matcher(head);
            in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        }
    }

    private static String readUntil(InputStream in, String end) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            read.append((char) in.read());
        }
        return read.toString();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
