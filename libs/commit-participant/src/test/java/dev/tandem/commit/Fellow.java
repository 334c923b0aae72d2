package dev.tandem.commit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.commit.agreement.BranchState;
import dev.tandem.commit.agreement.Claim;
import dev.tandem.commit.agreement.Question;
import dev.tandem.commit.agreement.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Another member of a group, in memory. Silent about transactions in which it has no part. */
final class Fellow {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern BRANCH = Pattern.compile("/branches/([0-9a-f-]{36})(?:/([a-z-]+))?");

    private final HttpServer server;
    private final Map<UUID, Standing> standings = new ConcurrentHashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    Fellow() {
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

    /** Takes part, and stands there. */
    void stands(UUID id, Standing standing) {
        standings.put(id, standing);
    }

    /** The same for one that has voted and heard nothing more. */
    void voted(UUID id) {
        stands(id, Standing.VOTED);
    }

    void preCommitted(UUID id) {
        stands(id, new Standing(BranchState.PRE_COMMITTED, 1, Claim.FIRST));
    }

    BranchState state(UUID id) {
        return standing(id).state();
    }

    private Standing standing(UUID id) {
        return Objects.requireNonNull(standings.get(id));
    }

    /** What it was asked about a transaction, in order. */
    List<String> heard(UUID id) {
        return heard.stream()
                .filter(line -> line.startsWith(id.toString()))
                .map(line -> line.substring(37))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var match = BRANCH.matcher(path);
            if (!match.matches() || !standings.containsKey(UUID.fromString(match.group(1)))) {
                send(exchange, 503, "{}");
                return;
            }
            var id = UUID.fromString(match.group(1));
            var verb = match.group(2) == null ? "look" : match.group(2);
            heard.add(id + " " + verb);
            switch (verb) {
                case "look" -> hear(exchange, id, Question.LOOK, Claim.FIRST);
                case "promise" -> hear(exchange, id, Question.PROMISE, claim(body));
                case "pre-commit" -> hear(exchange, id, Question.PRE_COMMIT, claim(body));
                case "pre-abort" -> hear(exchange, id, Question.PRE_ABORT, claim(body));
                case "commit" -> end(exchange, id, BranchState.COMMITTED);
                default -> end(exchange, id, BranchState.ABORTED);
            }
        }
    }

    private void hear(HttpExchange exchange, UUID id, Question question, Claim claim) throws IOException {
        var before = standing(id);
        var after = before.hear(question, claim);
        if (after.isEmpty()) {
            send(
                    exchange,
                    409,
                    "{\"type\": \"/problems/stale-epoch\", \"epoch\": %d}"
                            .formatted(before.promised().epoch()));
            return;
        }
        standings.put(id, after.get());
        send(
                exchange,
                200,
                "{\"state\": \"%s\", \"attempt\": %d}"
                        .formatted(after.get().state(), after.get().attempt()));
    }

    private void end(HttpExchange exchange, UUID id, BranchState as) throws IOException {
        standings.put(id, standing(id).ended(as));
        send(exchange, 200, "{\"state\": \"%s\"}".formatted(as));
    }

    private static Claim claim(String body) throws IOException {
        var json = JSON.readTree(body);
        return new Claim(json.path("epoch").asInt(), json.path("leader").asText());
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
