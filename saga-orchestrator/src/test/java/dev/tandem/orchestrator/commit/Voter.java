package dev.tandem.orchestrator.commit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A participant that answers as a test wants it to, and remembers what it heard. */
final class Voter {

    static final String YES = "{\"vote\": \"YES\", \"state\": \"PREPARED\"}";
    static final String YES_AT_ONCE = "{\"vote\": \"YES\", \"state\": \"COMMITTED\"}";
    static final String READ_ONLY = "{\"vote\": \"READ_ONLY\"}";
    static final String NO =
            "{\"vote\": \"NO\", \"state\": \"ABORTED\", \"reason\": \"OUT_OF_STOCK\", \"detail\": \"none left\"}";
    static final String ACKNOWLEDGED = "{}";
    static final String PRE_COMMITTED = "{\"state\": \"PRE_COMMITTED\", \"attempt\": 1}";
    static final String PRE_ABORTED = "{\"state\": \"PRE_ABORTED\", \"attempt\": 2}";
    static final String PREPARED = "{\"state\": \"PREPARED\", \"attempt\": 0}";

    /** The connection is closed without an answer. */
    static final String SILENCE = "";

    private final HttpServer server;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<String, String> answers = new ConcurrentHashMap<>();

    Voter() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a transaction hears that asks for {@code prepare}, {@code commit} or {@code abort}. */
    void answers(UUID id, String verb, String answer) {
        answers.put(id + "/" + verb, answer);
    }

    /** The branch has ended so, whatever it is told. */
    void hasEnded(UUID id, String verb, String state) {
        answers(id, verb, "{\"type\": \"/problems/heuristic-outcome\", \"state\": \"%s\"}".formatted(state));
    }

    /** It follows somebody else, in that epoch. */
    void follows(UUID id, String verb, int epoch) {
        answers(id, verb, "{\"type\": \"/problems/stale-epoch\", \"epoch\": %d}".formatted(epoch));
    }

    /** The verbs that a transaction sent, in order. */
    List<String> heard(UUID id) {
        return heard.stream()
                .filter(line -> line.startsWith(id.toString()))
                .map(line -> line.substring(37))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().substring("/branches/".length());
            var call = path.contains("/") ? path : path + "/look";
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard.add(call + (body.contains("\"onePhase\":true") ? " alone" : ""));
            var answer = answers.getOrDefault(call, usual(call)).getBytes(StandardCharsets.UTF_8);
            if (answer.length > 0) {
                var problem = new String(answer, StandardCharsets.UTF_8).contains("/problems/");
                exchange.getResponseHeaders()
                        .set("Content-Type", problem ? "application/problem+json" : "application/json");
                exchange.sendResponseHeaders(problem ? 409 : 200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        }
    }

    private static String usual(String call) {
        return switch (call.substring(call.indexOf('/') + 1)) {
            case "prepare" -> YES;
            case "pre-commit" -> PRE_COMMITTED;
            case "pre-abort" -> PRE_ABORTED;
            case "promise" -> PREPARED;
            default -> ACKNOWLEDGED;
        };
    }
}
