package dev.tandem.scenarios.shop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A client that gives each of its wishes a key, and asks again under it whenever it pleases. */
public final class PersistentClient {

    private final Wire wire;
    private final Function<String, URI> addresses;

    PersistentClient(Wire wire, Function<String, URI> addresses) {
        this.wire = wire;
        this.addresses = addresses;
    }

    /**
     * What it hears.
     *
     * @param replayed whether that was said before, and nothing was done this time
     */
    public record Reply(int status, boolean replayed, JsonNode body) {

        public UUID orderId() {
            return UUID.fromString(text("orderId"));
        }

        /** A field of the body; empty if there is none. */
        public String text(String field) {
            return body.path(field).asText("");
        }

        /** The kind of problem, such as {@code idempotency-key-reused}; empty if it is none. */
        public String problem() {
            return text("type").replace("/problems/", "");
        }
    }

    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** Orders, and does not wait for the outcome. */
    public Reply order(String key, Basket basket) {
        return order("order-service", key, basket, Map.of());
    }

    /** Orders at a replica of the order service. */
    public Reply orderAt(String replica, String key, Basket basket) {
        return order(replica, key, basket, Map.of());
    }

    /** Orders, and waits for the outcome. */
    public Reply orderAndWait(String key, Basket basket) {
        return order("order-service", key, basket, Map.of("Prefer", "wait=30"));
    }

    private Reply order(String replica, String key, Basket basket, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("Idempotency-Key", key);
        return reply(wire.post(at(replica, "/orders"), basket.toJson(), all));
    }

    /** Orders many times at once under one key, and waits for the outcome. */
    public List<Reply> orderAtOnce(int times, String key, Basket basket) {
        List<Callable<Reply>> requests = IntStream.range(0, times)
                .mapToObj(_ -> (Callable<Reply>) () -> orderAndWait(key, basket))
                .toList();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            return crowd.invokeAll(requests).stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("interrupted", e);
        }
    }

    /** Pays money in. */
    public Reply deposit(String key, String customerId, String amount) {
        var body = Map.of("amount", new BigDecimal(amount));
        return reply(wire.post(at("payment-service", depositsOf(customerId)), body, Map.of("Idempotency-Key", key)));
    }

    /** Pays money in, and is cut off before it hears the answer. */
    public void depositAndHangUp(String key, String customerId, String amount) {
        var address = addresses.apply("payment-service");
        var body = Wire.write(Map.of("amount", new BigDecimal(amount)));
        var request = """
                POST %s HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                Idempotency-Key: %s\r
                \r
                %s""".formatted(depositsOf(customerId), address.getAuthority(), body.length(), key, body);
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new Unanswered("the deposit could not even be sent", e);
        }
    }

    private static String depositsOf(String customerId) {
        return "/accounts/" + customerId + "/deposits";
    }

    private URI at(String service, String path) {
        return addresses.apply(service).resolve(path);
    }

    private static Reply reply(Wire.Answer answer) {
        return new Reply(answer.status(), answer.replayed(), answer.body());
    }
}
