package dev.tandem.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tandem.order.Http;
import dev.tandem.order.Http.Answer;
import dev.tandem.order.OrderServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever is wrong with a request is told, with the field's name where there is one, and nothing has changed. */
@OrderServiceTest
class MalformedOrdersTest {

    @Autowired
    private JdbcClient jdbc;

    private Http http;
    private long before;

    @BeforeEach
    void count(@LocalServerPort int port) {
        http = new Http(port);
        before = rows();
    }

    @AfterEach
    void nothingChanged() {
        assertThat(rows()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void theFieldIsNamed(String what, String body, String field) throws Exception {
        var problem = http.post("/orders", body);

        assertThat(problem.status()).as(problem.body().toString()).isEqualTo(400);
        assertProblem(problem);
        assertThat(problem.body().path("errors").findValuesAsText("field")).contains(field);
    }

    static Stream<Arguments> theFieldIsNamed() {
        return Stream.of(
                arguments("unknown field", with("\"customerId\"", "\"price\": 1, \"customerId\""), "price"),
                arguments(
                        "unknown field of an item",
                        with("\"sku\": \"book\"", "\"sku\": \"book\", \"price\": 1"),
                        "items[0].price"),
                arguments(
                        "unknown field of the payment", with("\"token\"", "\"cvc\": \"1\", \"token\""), "payment.cvc"),
                arguments(
                        "unknown field of the address",
                        with("\"city\"", "\"zip\": \"1\", \"city\""),
                        "shippingAddress.zip"),
                arguments(
                        "a field twice",
                        with("\"customerId\"", "\"customerId\": \"bob\", \"customerId\""),
                        "customerId"),
                arguments("no customer", with("\"customerId\": \"alice\",", ""), "customerId"),
                arguments("null customer", with("\"alice\"", "null"), "customerId"),
                arguments("empty customer", with("\"alice\"", "\"\""), "customerId"),
                arguments("number for a customer", with("\"alice\"", "7"), "customerId"),
                arguments("unknown customer", with("alice", "mallory"), "customerId"),
                arguments("endless customer", with("alice", "a".repeat(100)), "customerId"),
                arguments("customer with a NUL", with("alice", "ali\\u0000ce"), "customerId"),
                arguments("half a character", with("Street 1", "Street \\ud800"), "shippingAddress.street"),
                arguments("no items", with(ITEMS, "[]"), "items"),
                arguments("null items", with(ITEMS, "null"), "items"),
                arguments("null item", with(ITEMS, "[null]"), "items[0]"),
                arguments("one item for a list", with(ITEMS, "{\"sku\": \"book\", \"quantity\": 1}"), "items"),
                arguments("too many items", with(ITEMS, items(101)), "items"),
                arguments("unknown SKU", with("\"book\"", "\"moon\""), "items[0].sku"),
                arguments("unknown second SKU", with("\"sticker\"", "\"moon\""), "items[1].sku"),
                arguments("no SKU", with("\"sku\": \"book\", ", ""), "items[0].sku"),
                arguments("a SKU twice", with("\"sticker\"", "\"book\""), "items[1].sku"),
                arguments("negative quantity", with(": 2}", ": -2}"), "items[0].quantity"),
                arguments("no quantity", with(", \"quantity\": 2", ""), "items[0].quantity"),
                arguments("zero", with(": 2}", ": 0}"), "items[0].quantity"),
                arguments("too much", with(": 2}", ": 10001}"), "items[0].quantity"),
                arguments("half a book", with(": 2}", ": 1.5}"), "items[0].quantity"),
                arguments("whole number with a point", with(": 2}", ": 2.0}"), "items[0].quantity"),
                arguments("text for a number", with(": 2}", ": \"2\"}"), "items[0].quantity"),
                arguments("absurd number", with(": 2}", ": 1e999999999}"), "items[0].quantity"),
                arguments("endless number", with(": 2}", ": " + "9".repeat(5000) + "}"), "items[0].quantity"),
                arguments("beyond int", with(": 2}", ": 4294967297}"), "items[0].quantity"),
                arguments("no payment", with(PAYMENT, "null"), "payment"),
                arguments("unknown payment", with("\"card\"", "\"cheque\""), "payment.method"),
                arguments("no method", with("\"method\": \"card\", ", ""), "payment.method"),
                arguments("no token", with(", \"token\": \"tok_visa\"", ""), "payment.token"),
                arguments("no address", Requests.WITHOUT_ADDRESS, "shippingAddress"),
                arguments("no street", with("\"street\": \"Street 1\", ", ""), "shippingAddress.street"),
                arguments("no postal code", with("\"postalCode\": \"10115\", ", ""), "shippingAddress.postalCode"),
                arguments("country by name", with("\"DE\"", "\"Germany\""), "shippingAddress.country"),
                arguments(
                        "unknown coordination",
                        with("\"customerId\"", "\"coordination\": \"luck\", \"customerId\""),
                        "coordination"),
                arguments(
                        "unknown saga",
                        with("\"customerId\"", "\"sagaDefinition\": \"luck\", \"customerId\""),
                        "sagaDefinition"),
                arguments("a saga for what nobody conducts", with("\"customerId\"", """
                                "coordination": "saga-choreographed", "sagaDefinition": "order-fulfillment",
                                "customerId\""""), "sagaDefinition"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void aBodyThatIsNoOrderIsRefused(String what, String body) throws Exception {
        var problem = http.post("/orders", body);

        assertThat(problem.status()).isEqualTo(400);
        assertProblem(problem);
    }

    static Stream<Arguments> aBodyThatIsNoOrderIsRefused() {
        return Stream.of(
                arguments("nothing", ""),
                arguments("null", "null"),
                arguments("a number", "1"),
                arguments("a list", "[]"),
                arguments("cut off", Requests.ORDER.substring(0, 100)),
                arguments("not JSON", "order please"),
                arguments("two at once", Requests.ORDER + Requests.ORDER),
                arguments("deeper than deep", "[".repeat(100_000)));
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        var body = Requests.ORDER.getBytes(StandardCharsets.UTF_8);
        body[Requests.ORDER.indexOf("Street 1")] = (byte) 0xC3;

        var problem = http.post("/orders", body, "application/json");

        assertThat(problem.status()).isEqualTo(400);
        assertProblem(problem);
    }

    @Test
    void anotherContentTypeIsRefused() throws Exception {
        var problem = http.post("/orders", Requests.ORDER.getBytes(StandardCharsets.UTF_8), "text/plain");

        assertThat(problem.status()).isEqualTo(415);
        assertProblem(problem);
    }

    @Test
    void aBodyBeyondAllMeasureIsRefused() throws Exception {
        var problem = http.post("/orders", with("Street 1", "x".repeat(1024 * 1024)));

        assertThat(problem.status()).isEqualTo(413);
        assertProblem(problem);
    }

    private static final String ITEMS =
            "[{\"sku\": \"book\", \"quantity\": 2}, {\"sku\": \"sticker\", \"quantity\": 3}]";
    private static final String PAYMENT = "{\"method\": \"card\", \"token\": \"tok_visa\"}";

    private static String items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"sku\": \"s%d\", \"quantity\": 1}".formatted(i))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String with(String part, String other) {
        return Requests.with(part, other);
    }

    private static void assertProblem(Answer problem) {
        assertThat(problem.header("Content-Type")).startsWith("application/problem+json");
        assertThat(problem.text("type")).startsWith("/problems/");
        assertThat(problem.text("title")).isNotEmpty();
        assertThat(problem.text("detail")).isNotEmpty();
        assertThat(problem.body().path("status").asInt()).isEqualTo(problem.status());
        assertThat(problem.text("instance")).isEqualTo("/orders");
        assertThat(problem.text("correlationId")).isNotEmpty();
    }

    private long rows() {
        return jdbc.sql("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM event_journal)")
                .query(Long.class)
                .single();
    }
}
