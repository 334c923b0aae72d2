package dev.tandem.commit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Somebody who knows how transactions ended: a coordinator, or another participant. Silent about all others. */
final class Knowing {

    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    Knowing() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** As a coordinator. */
    void decided(UUID id, String decision, boolean presumed) {
        answers.put(
                "/transactions/" + id + "/decision",
                "{\"decision\": \"%s\", \"presumed\": %s}".formatted(decision, presumed));
    }

    /** As another participant. */
    void ended(UUID id, String state) {
        answers.put("/branches/" + id, "{\"state\": \"%s\"}".formatted(state));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var known = answers.get(exchange.getRequestURI().getPath());
            var body = (known == null ? "{}" : known).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(known == null ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
