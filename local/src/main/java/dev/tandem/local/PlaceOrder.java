package dev.tandem.local;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tandem order}: the same request as the README's curl, with every part of it an option. */
@Command(
        name = "order",
        description = "Places an order and waits for its outcome; ends with 1 unless it is confirmed.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class PlaceOrder implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Option(names = "--customer", defaultValue = "alice", description = "Who orders: alice, bob, carol or dave.")
    private String customer = "";

    @Option(
            names = "--item",
            paramLabel = "SKU[:QUANTITY]",
            defaultValue = "book:1",
            description = "What; may be repeated: laptop, phone, headphones, book, sticker.")
    private List<String> items = List.of();

    @Option(
            names = "--pay",
            paramLabel = "wallet|TOKEN",
            defaultValue = "wallet",
            description =
                    "wallet, or a card: tok_visa, tok_declined, tok_insufficient_funds, tok_unavailable, tok_slow,"
                            + " tok_flaky.")
    private String payment = "";

    @Option(names = "--country", defaultValue = "DE", description = "Where to; AQ is not served.")
    private String country = "";

    @Option(names = "--postal-code", defaultValue = "10115", description = "Shipping refuses an empty one.")
    private String postalCode = "";

    @Option(
            names = "--coordination",
            description = "saga-orchestrated, unless you say otherwise, saga-choreographed, two-phase-commit or"
                    + " three-phase-commit.")
    private @Nullable String coordination;

    @Option(names = "--definition", description = "The saga's: order-fulfillment, order-fulfillment-reserve-first.")
    private @Nullable String definition;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "10", description = "How long to wait, 0 to 30.")
    private int wait;

    @Option(names = "--key", description = "The idempotency key; a new one by default.")
    private @Nullable String key;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var orders = Tandem.platform().url("order-service").resolve("/orders");
        var response = send(orders);
        var answer = JSON.readTree(response.body());
        tell(response.statusCode(), answer, orders);
        return response.statusCode() == 201 ? 0 : 1;
    }

    private HttpResponse<String> send(URI orders) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(orders)
                .timeout(Duration.ofSeconds(wait + 15L))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key == null ? UUID.randomUUID().toString() : key)
                .header("Prefer", "wait=" + wait)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body())))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new IllegalArgumentException("order-service does not answer. Is the platform up? ./tandem status", e);
        }
    }

    private ObjectNode body() {
        var body = JSON.createObjectNode().put("customerId", customer);
        for (var item : items) {
            var words = item.split(":", 2);
            var quantity = words.length == 1 ? 1 : Integer.parseInt(words[1]);
            body.withArray("items").addObject().put("sku", words[0]).put("quantity", quantity);
        }
        var paying = body.putObject("payment");
        if (payment.equals("wallet")) {
            paying.put("method", "wallet");
        } else {
            paying.put("method", "card").put("token", payment);
        }
        body.putObject("shippingAddress")
                .put("name", customer)
                .put("street", "Main Street 1")
                .put("city", "Berlin")
                .put("postalCode", postalCode)
                .put("country", country);
        if (coordination != null) {
            body.put("coordination", coordination);
        }
        if (definition != null) {
            body.put("sagaDefinition", definition);
        }
        return body;
    }

    private static void tell(int status, JsonNode answer, URI orders) {
        if (answer.hasNonNull("type")) { // a problem detail
            System.out.println(status + " " + answer.path("title").asText() + ": "
                    + answer.path("detail").asText());
        } else {
            System.out.println(answer.path("status").asText() + " "
                    + answer.path("orderId").asText());
        }
        answer.properties().stream()
                .filter(field ->
                        field.getValue().isValueNode() && !field.getValue().isNull())
                .forEach(field -> System.out.printf(
                        "  %-14s %s%n", field.getKey(), field.getValue().asText()));
        for (var item : answer.path("items")) {
            System.out.printf(
                    "  %-14s %s x %s%n",
                    "item", item.path("quantity").asText(), item.path("sku").asText());
        }
        if (answer.hasNonNull("orderId")) {
            System.out.println(
                    "  curl -s " + orders + "/" + answer.path("orderId").asText());
        }
    }
}
