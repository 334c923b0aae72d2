package dev.tandem.defaults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.web.server.LocalServerPort;

@ShopTest
class ProblemsTest {

    private static final String GOOD = """
            {"customerId":"alice","items":[{"sku":"book","quantity":2}],"payment":{"method":"card","token":"tok_visa"}}""";
    private static final String ID = "0197e000-0000-7000-8000-000000000001";

    /** What is sent instead of a part of a good order; the field that the answer names; what it says about it. */
    static final List<Arguments> WRONG_FIELDS = List.of(
            wrong("'items'", "'colour':1,'items'", "colour", "is not known here"),
            wrong("'sku'", "'size':1,'sku'", "items[0].size", "is not known here"),
            wrong("'quantity':2", "'quantity':-1", "items[0].quantity", "must be greater than 0"),
            wrong("'quantity':2", "'quantity':1001", "items[0].quantity", "must be less than or equal to 1000"),
            wrong("'quantity':2", "'quantity':'2'", "items[0].quantity", "must be a whole number"),
            wrong("'quantity':2", "'quantity':''", "items[0].quantity", "must be a whole number"),
            wrong("'quantity':2", "'quantity':2.5", "items[0].quantity", "must be a whole number"),
            wrong("'quantity':2", "'quantity':true", "items[0].quantity", "must be a whole number"),
            wrong("'quantity':2", "'quantity':[2]", "items[0].quantity", "must be a whole number"),
            wrong("'quantity':2", "'quantity':{}", "items[0].quantity", "must be a whole number"),
            wrong("'quantity':2", "'quantity':null", "items[0].quantity", "is required"),
            wrong(",'quantity':2", "", "items[0].quantity", "is required"),
            wrong("'quantity':2", "'quantity':99999999999", "items[0].quantity", "must be a whole number from"),
            wrong("'quantity':2", "'quantity':1e999999999", "items[0].quantity", "is larger"),
            wrong("'quantity':2", "'quantity':" + "9".repeat(1000), "items[0].quantity", "is larger"),
            wrong("'quantity':2", "'quantity':" + "9".repeat(100_000), "items[0].quantity", "is larger"),
            wrong("'quantity':2", "'quantity':2,'quantity':3", "items[0].quantity", "is given twice"),
            wrong("'sku':'book'", "'sku':7", "items[0].sku", "must be a string"),
            wrong("'sku':'book'", "'sku':' '", "items[0].sku", "must not be blank"),
            wrong("'sku':'book'", "'sku':'b\\u0000k'", "items[0].sku", "must not contain the character U+0000"),
            wrong("'sku':'book'", "'sku':'b\\ud800k'", "items[0].sku", "must not contain half a character"),
            wrong("'customerId':'alice',", "", "customerId", "must not be blank"),
            wrong("[{'sku':'book','quantity':2}]", "[]", "items", "must not be empty"),
            wrong("[{'sku':'book','quantity':2}]", "'book'", "items", "must be an array"),
            wrong("{'sku':'book','quantity':2}", "3", "items[0]", "must be an object"),
            wrong("{'method':'card','token':'tok_visa'}", "null", "payment", "must not be null"),
            wrong("'method':'card',", "", "payment.method", "is required"),
            wrong("'card'", "'cash'", "payment.method", "'cash' is not known here"),
            wrong("'tok_visa'", "''", "payment.token", "must not be blank"),
            wrong("'token'", "'pin':1,'token'", "payment.pin", "is not known here"),
            wrong("'items'", "'coordination':'magic','items'", "coordination", "saga-orchestrated, two-phase-commit"),
            wrong("'items'", "'coordination':0,'items'", "coordination", "must be one of"),
            wrong("'items'", "'reference':'7','items'", "reference", "must be a UUID"),
            wrong("'items'", "'notBefore':'tomorrow','items'", "notBefore", "must be an RFC 3339 time"),
            wrong("'items'", "'tip':'1.00','items'", "tip", "must be a number"),
            wrong("'items'", "'tip':1.001,'items'", "tip", "numeric value out of bounds"),
            wrong("'items'", "'tip':1e99,'items'", "tip", "numeric value out of bounds"),
            wrong("'items'", "'tip':1e-999999999,'items'", "tip", "is larger or more precise"),
            wrong("'items'", "'gift':'true','items'", "gift", "must be true or false"),
            wrong("'items'", "'notes':{'a':[1,1e999999999]},'items'", "notes.a[1]", "is larger"),
            wrong("'items'", "'weight':{'grams':13},'items'", "weight", "is not valid"));

    /** Bodies without a field to blame. */
    static final List<Arguments> MALFORMED = List.of(
            Arguments.of("nothing", "", "A JSON body is required"),
            Arguments.of("null", "null", "A JSON body is required"),
            Arguments.of("another type", "[1]", "must be an object"),
            Arguments.of("another type", "\"book\"", "must be an object"),
            Arguments.of("half an object", "{\"customerId\":\n\"alice\"", "not valid JSON: line 2, column"),
            Arguments.of("half an item", "{\"items\":[{\"sku\":}", "not valid JSON: line 1, column"),
            Arguments.of(
                    "no UTF-8 in an item", "{\"items\":[{\"sku\":\"\u00ff\"}]}", "not valid UTF-8: line 1, column"),
            Arguments.of("no JSON", "{'customerId'}", "not valid JSON: line 1, column 2"),
            Arguments.of("not a number", "{\"tip\":NaN}", "not valid JSON"),
            Arguments.of("two values", GOOD + "{}", "goes on after the end"),
            Arguments.of("no UTF-8", "{\"customerId\":\"\u00ff\"}", "not valid UTF-8"),
            Arguments.of("very deep", "[".repeat(5000), "The body"));

    @Autowired
    private Shop shop;

    private final Http http;
    private int acceptedBefore;

    ProblemsTest(@LocalServerPort int port) {
        http = new Http(port);
    }

    @BeforeEach
    void countOrders() {
        acceptedBefore = shop.accepted.get();
    }

    @Test
    void acceptsWhatIsRight() {
        var answer = http.post("/orders", GOOD.getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/payment/method").asText()).isEqualTo("card");
    }

    @ParameterizedTest(name = "{1}: {2} {3}")
    @FieldSource("WRONG_FIELDS")
    void namesTheField(String part, String replacement, String field, String message) {
        assertThat(GOOD).contains(part);

        var problem = http.post("/orders", GOOD.replace(part, replacement).getBytes(UTF_8))
                .problem(400, "validation-failed");

        assertThat(problem.at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(problem.at("/errors/0/message").asText()).contains(message);
        assertThat(shop.accepted).hasValue(acceptedBefore);
    }

    @Test
    void namesTheElementOfAnArray() {
        var problem = http.post(
                        "/items", "[{\"sku\":\"book\",\"quantity\":1},{\"sku\":\"\",\"quantity\":1}]".getBytes(UTF_8))
                .problem(400, "validation-failed");

        assertThat(problem.at("/errors/0/field").asText()).isEqualTo("[1].sku");
    }

    @Test
    void keepsWhatAConstructorSaysToItself() {
        var problem = http.post("/weights", "{\"grams\":13}".getBytes(UTF_8)).problem(400, "malformed-body");

        assertThat(problem.path("detail").asText()).isEqualTo("The body is not valid.");
    }

    @Test
    void namesAllFieldsAtOnce() {
        var problem = http.post("/orders", "{\"items\":[{\"quantity\":0}]}".getBytes(UTF_8))
                .problem(400, "validation-failed");

        assertThat(problem.path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("customerId", "items[0].sku", "items[0].quantity", "payment");
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("MALFORMED")
    void saysWhereABodyBreaks(String what, String body, String detail) {
        var problem = http.post("/orders", body.getBytes(ISO_8859_1)).problem(400, "malformed-body");

        assertThat(problem.path("detail").asText()).contains(detail);
        assertThat(shop.accepted).hasValue(acceptedBefore);
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/xml", "''", "application/json;charset=none-such", "nonsense"})
    void wantsJson(String contentType) {
        var request = http.to("/orders").POST(BodyPublishers.ofString(GOOD));

        http.send(contentType.isEmpty() ? request : request.header("Content-Type", contentType))
                .problem(415, "unsupported-media-type");
    }

    @ParameterizedTest
    @CsvSource({"application/xml", "text/html", "nonsense"})
    void hasNothingButJson(String accept) {
        http.send(http.to("/money").header("Accept", accept)).problem(406, "not-acceptable");
    }

    @Test
    void problemsIgnoreWhatTheClientAccepts() {
        http.send(http.to("/orders/" + ID).header("Accept", "application/json")).problem(404, "order-not-found");
        http.send(http.to("/nowhere").header("Accept", "text/html")).problem(404, "not-found");
    }

    @Test
    void refusesAMebibyteAndABit() {
        var body = (GOOD + " ".repeat(1024 * 1024)).getBytes(UTF_8);

        http.post("/orders", body).problem(413, "payload-too-large");
        http.post("/orders", new byte[8 * 1024 * 1024]).problem(413, "payload-too-large");
        http.send(http.to("/orders") // of unknown length, hence in chunks
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))))
                .problem(413, "payload-too-large");
        assertThat(shop.accepted).hasValue(acceptedBefore);
    }

    @Test
    void acceptsAMebibyte() {
        var body = GOOD + " ".repeat(1024 * 1024 - GOOD.length());

        assertThat(http.post("/orders", body.getBytes(UTF_8)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/search?order-by=sku, page, is required",
        "/search?page=1, order-by, is required",
        "/search?page=x&order-by=sku, page, must be a whole number",
        "/search?page=0&order-by=sku, page, must be greater than 0",
        "/search?page=99999999999&order-by=sku, page, must be a whole number",
        "/search?page=1&order-by=sku&mode=magic, mode, must be one of",
        "/orders/7, id, must be a UUID",
        "/orders?limit=0, limit, must be a whole number from 1 to 500",
        "/orders?limit=501, limit, must be a whole number from 1 to 500",
        "/orders?limit=-1, limit, must be a whole number from 1 to 500",
        "/orders?limit=x, limit, must be a whole number from 1 to 500",
        "/orders?limit=, limit, must be a whole number from 1 to 500",
        "/orders?cursor=!, cursor, is not a cursor of this list",
        "/orders?cursor=, cursor, is not a cursor of this list",
        "/orders?cursor=YWJj, cursor, is not a cursor of this list",
    })
    void namesTheParameter(String path, String parameter, String message) {
        var problem = http.get(path).problem(400, "validation-failed");

        assertThat(problem.at("/errors/0/field").asText()).isEqualTo(parameter);
        assertThat(problem.at("/errors/0/message").asText()).contains(message);
    }

    @Test
    void namesAMissingHeader() {
        var problem = http.post("/orders/" + ID + "/cancellation", new byte[0]).problem(400, "validation-failed");

        assertThat(problem.at("/errors/0/field").asText()).isEqualTo("If-Match");
    }

    @ParameterizedTest
    @CsvSource({"GET, /nowhere", "POST, /nowhere", "GET, /error", "GET, /actuator/nowhere", "GET, /static/../x"})
    void knowsNoOtherAddress(String method, String path) {
        http.send(http.to(path).method(method, BodyPublishers.noBody())).problem(404, "not-found");
    }

    @Test
    void saysWhichMethodsThereAre() {
        var answer = http.send(http.to("/orders").DELETE());

        answer.problem(405, "method-not-allowed");
        assertThat(answer.header("Allow").split(", ")).containsExactlyInAnyOrder("GET", "POST");
    }

    @Test
    void servicesReturnTheirOwnProblems() {
        var problem = http.send(http.to("/orders/" + ID + "/cancellation")
                        .header("If-Match", "1")
                        .POST(BodyPublishers.noBody()))
                .problem(409, "order-cancelled");

        assertThat(problem.path("title").asText()).isEqualTo("Order cancelled");
        assertThat(problem.path("reason").asText()).isEqualTo("OUT_OF_STOCK");
    }

    @Test
    void aDatabaseThatIsAwayIsNoBug(CapturedOutput log) {
        var answer = http.get("/failures/database");

        answer.problem(503, "service-unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(log).contains("database not available: refused").doesNotContain("\tat ");
    }

    @Test
    void aReasonThatAServiceGaveIsTold() {
        assertThat(http.get("/failures/status")
                        .problem(410, "gone")
                        .path("detail")
                        .asText())
                .isEqualTo("Sold out for good.");
    }

    @Test
    void aLostRaceIsAConflict() {
        http.get("/failures/conflict").problem(409, "concurrent-update");
    }

    @ParameterizedTest
    @CsvSource({"/failures/bug", "/filter/bug"})
    void aBugIsLoggedOnceAndToldToNobody(String path, CapturedOutput log) {
        var answer = http.send(http.to(path).header("X-Correlation-Id", "find-me"));

        answer.problem(500, "internal-server-error");
        assertThat(log.getAll().split("IllegalStateException: secret detail", -1))
                .hasSize(2);
        assertThat(log.getAll().lines().filter(line -> line.contains("unexpected failure")))
                .singleElement()
                .asString()
                .contains("correlation=find-me");
    }

    @Test
    void filtersHaveProblemsToo() {
        http.get("/filter/problem").problem(428, "idempotency-key-required");
        http.get("/filter/send-error").problem(403, "forbidden");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /a|b HTTP/1.1, 400, bad-request",
        "GET /%zz HTTP/1.1, 400, bad-request",
        "nonsense, 400, bad-request",
    })
    void whatTomcatRefusesIsAProblemToo(String requestLine, int status, String type) throws IOException {
        var answer = http.raw(requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("Content-Type: application/problem+json", "/problems/" + type, "\"correlationId\"")
                .doesNotContain("Exception", "<html");
    }

    private static Arguments wrong(String part, String replacement, String field, String message) {
        return Arguments.of(part.replace('\'', '"'), replacement.replace('\'', '"'), field, message);
    }
}
