package dev.tandem.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.messaging.Ids;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service's HTTP contract, on the whole service. */
@WholeService
class InventoryHttpTest {

    @Autowired
    TestRestTemplate http;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void reservedIsNothingAndPhonesAreTwoThousand() {
        jdbc.sql("TRUNCATE reservation, reservation_line").update();
        jdbc.sql("UPDATE stock SET reserved = 0").update();
        jdbc.sql("UPDATE stock SET on_hand = 2000 WHERE sku = 'phone'").update();
    }

    @Test
    void theDemoStockIsOnTheShelves() {
        var page = get("/stock").body();

        assertThat(page.path("items").findValuesAsText("sku"))
                .containsExactly("book", "headphones", "laptop", "phone", "sticker");
        assertThat(page.path("next").isNull()).isTrue();
        assertThat(get("/stock/laptop").body()).hasToString("""
                {"sku":"laptop","onHand":2000,"reserved":0,"available":2000,"warehouses":[\
                {"warehouse":"W1","onHand":1000,"reserved":0,"available":1000},\
                {"warehouse":"W2","onHand":1000,"reserved":0,"available":1000}]}""");
    }

    @Test
    void stockIsListedPageByPage() {
        var first = get("/stock?limit=2").body();
        var second = get("/stock?limit=4&cursor=" + first.path("next").asText()).body();

        assertThat(first.path("items").findValuesAsText("sku")).containsExactly("book", "headphones");
        assertThat(second.path("items").findValuesAsText("sku")).containsExactly("laptop", "phone", "sticker");
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void whoCountedWithTheCurrentTagIsBelieved() {
        var tag = tagOf("phone");

        var counted = count("phone", "W2", 1990, tag);

        assertThat(counted.status()).isEqualTo(200);
        assertThat(counted.body().path("onHand").asInt()).isEqualTo(3990);
        assertThat(counted.tag()).isNotEqualTo(tag).isEqualTo(tagOf("phone"));
    }

    @Test
    void theSameCountAgainChangesNothing() {
        var tag = tagOf("phone");

        assertThat(count("phone", "W1", 2000, tag).tag()).isEqualTo(tag);
    }

    @Test
    void ofTwoWhoCountAtTheSameTimeOneHasToLookAgain() {
        var tag = tagOf("phone");
        count("phone", "W1", 1999, tag);

        var late = count("phone", "W1", 1998, tag);

        assertProblem(late, 412, "stale-stock");
        assertThat(late.tag()).isEqualTo(tagOf("phone"));
        assertThat(onHand("phone", "W1")).isEqualTo(1999);
    }

    @Test
    void countingWithoutHavingLookedIsRefused() {
        assertProblem(count("phone", "W1", 1, null), 428, "precondition-required");
        assertThat(onHand("phone", "W1")).isEqualTo(2000);
    }

    @Test
    void whatIsPromisedCannotBeCountedAway() {
        jdbc.sql("UPDATE stock SET reserved = 7 WHERE sku = 'phone' AND warehouse = 'W1'")
                .update();

        var refused = count("phone", "W1", 6, tagOf("phone"));

        assertProblem(refused, 400, "validation-failed");
        assertThat(refused.body().at("/errors/0/field").asText()).isEqualTo("onHand");
        assertThat(count("phone", "W1", 7, "*").status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a negative count     | {"warehouse":"W1","onHand":-1}                   | onHand
            a missing count      | {"warehouse":"W1"}                               | onHand
            an absurd count      | {"warehouse":"W1","onHand":99999999999999999999} | onHand
            too many to be true  | {"warehouse":"W1","onHand":1000000001}           | onHand
            half a phone         | {"warehouse":"W1","onHand":0.5}                  | onHand
            a count in words     | {"warehouse":"W1","onHand":"many"}               | onHand
            no warehouse         | {"onHand":1}                                     | warehouse
            an unknown warehouse | {"warehouse":"W3","onHand":1}                    | warehouse
            an unknown field     | {"warehouse":"W1","onHand":1,"colour":"red"}     | colour
            """)
    void aMalformedCountIsRefusedNamingTheField(String what, String body, String field) {
        var refused = put("/stock/phone", body, "*", MediaType.APPLICATION_JSON);

        assertThat(refused.status()).as(what).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/field").asText()).as(what).isEqualTo(field);
        assertThat(onHand("phone", "W1")).isEqualTo(2000);
    }

    @Test
    void whatIsNotJsonIsRefused() {
        assertThat(put("/stock/phone", "{", "*", MediaType.APPLICATION_JSON).status())
                .isEqualTo(400);
        assertThat(put("/stock/phone", "onHand=1", "*", MediaType.TEXT_PLAIN).status())
                .isEqualTo(415);
    }

    @Test
    void whatNobodyEverStockedIsNotFound() {
        assertProblem(get("/stock/unicorn"), 404, "article-not-found");
        assertProblem(count("unicorn", "W1", 1, "*"), 404, "article-not-found");
        assertThat(get("/stock/%00").status()).isBetween(400, 499);
    }

    @Test
    void reservationsAreListedNewestFirst() {
        var oldest = reservation(Ids.next());
        var middle = reservation(Ids.next());
        var newest = reservation(Ids.next());

        var first = get("/reservations?limit=2").body();
        var second = get("/reservations?limit=2&cursor=" + first.path("next").asText())
                .body();

        assertThat(first.path("items").findValuesAsText("reservationId"))
                .containsExactly(newest.toString(), middle.toString());
        assertThat(second.path("items").findValuesAsText("reservationId")).containsExactly(oldest.toString());
    }

    @Test
    void anOrdersReservationIsFoundByEitherId() {
        var order = Ids.next();
        var id = reservation(order);

        var found = get("/reservations?orderId=" + order).body();

        assertThat(found.at("/items/0/status").asText()).isEqualTo("CONFIRMED");
        assertThat(found.at("/items/0/lines")).hasToString("[{\"sku\":\"phone\",\"warehouse\":\"W1\",\"quantity\":2}]");
        assertThat(get("/reservations/" + id).body()).isEqualTo(found.at("/items/0"));
        assertThat(get("/reservations?orderId=" + Ids.next()).body().path("items"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} is refused with {1}")
    @CsvSource({
        "/reservations?orderId=x, 400, orderId",
        "/reservations?limit=0, 400, limit",
        "/reservations?limit=501, 400, limit",
        "/reservations?cursor=nonsense, 400, cursor",
        "/reservations/x, 400, id"
    })
    void aMalformedQuestionIsRefusedNamingTheParameter(String path, int status, String field) {
        var refused = get(path);

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.body().at("/errors/0/field").asText()).isEqualTo(field);
    }

    @Test
    void anUnknownReservationIsNotFound() {
        assertProblem(get("/reservations/" + Ids.next()), 404, "reservation-not-found");
    }

    @Test
    void theInvariantsHoldAndNoticeWhenTheyDoNot() {
        assertThat(get("/actuator/invariants").status()).isEqualTo(200);
        assertThat(get("/actuator/invariants").body().toString()).doesNotContain("phone in W1");

        jdbc.sql("UPDATE stock SET reserved = 3 WHERE sku = 'phone' AND warehouse = 'W1'")
                .update();

        assertThat(get("/actuator/invariants").body().toString())
                .contains("phone in W1: 3 reserved, but live reservations add up to 0");
    }

    /** A confirmed reservation of two phones. */
    private UUID reservation(UUID order) {
        var id = Ids.next();
        jdbc.sql("""
                INSERT INTO reservation (id, order_id, status, correlation_id, created_at, updated_at)
                VALUES (:id, :order, 'CONFIRMED', 'a request', now(), now())
                """).param("id", id).param("order", order).update();
        jdbc.sql("INSERT INTO reservation_line VALUES (:id, 'phone', 'W1', 2)")
                .param("id", id)
                .update();
        jdbc.sql("UPDATE stock SET reserved = reserved + 2 WHERE sku = 'phone' AND warehouse = 'W1'")
                .update();
        return id;
    }

    private int onHand(String sku, String warehouse) {
        return jdbc.sql("SELECT on_hand FROM stock WHERE sku = :sku AND warehouse = :warehouse")
                .param("sku", sku)
                .param("warehouse", warehouse)
                .query(Integer.class)
                .single();
    }

    private @Nullable String tagOf(String sku) {
        return get("/stock/" + sku).tag();
    }

    private Answer get(String path) {
        return Answer.of(http.getForEntity(path, JsonNode.class));
    }

    private Answer count(String sku, String warehouse, int onHand, @Nullable String tag) {
        var body = "{\"warehouse\":\"%s\",\"onHand\":%d}".formatted(warehouse, onHand);
        return put("/stock/" + sku, body, tag, MediaType.APPLICATION_JSON);
    }

    private Answer put(String path, String body, @Nullable String tag, MediaType type) {
        var headers = new HttpHeaders();
        headers.setContentType(type);
        if (tag != null) {
            headers.setIfMatch(tag);
        }
        return Answer.of(http.exchange(path, HttpMethod.PUT, new HttpEntity<>(body, headers), JsonNode.class));
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("type").asText()).isEqualTo("/problems/" + type);
    }

    private record Answer(
            int status, JsonNode body, @Nullable String tag) {

        static Answer of(ResponseEntity<JsonNode> response) {
            var body = Objects.requireNonNull(response.getBody());
            return new Answer(
                    response.getStatusCode().value(),
                    body,
                    response.getHeaders().getETag());
        }
    }
}
