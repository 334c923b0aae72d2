package dev.tandem.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import dev.tandem.order.Http;
import dev.tandem.order.Http.Answer;
import dev.tandem.order.OrderServiceTest;
import dev.tandem.order.Samples;
import dev.tandem.order.domain.Terms;
import dev.tandem.order.journal.OrderList;
import dev.tandem.order.journal.Orders;
import dev.tandem.order.journal.StoredOrder;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Semantics 45 to 51 for the one request that starts everything. */
@OrderServiceTest
class RepeatedOrdersTest {

    private final String customer = "repeating-" + Ids.next();
    private final String key = "order-" + Ids.next();

    @Autowired
    private Orders orders;

    @Autowired
    private OrderList list;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private Http http;

    @BeforeEach
    void registerACustomer(@LocalServerPort int port) throws Exception {
        http = new Http(port);
        http.post("/customers", "{\"customerId\": \"%s\", \"name\": \"Repeating\"}".formatted(customer));
    }

    @Test
    void aRepeatGetsTheSameAnswerAndNoSecondOrder() throws Exception {
        var first = place().get();
        var repeat = place().get();

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(repeat.status()).isEqualTo(202);
        assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(repeat.response().body()).isEqualTo(first.response().body());
        assertThat(repeat.header("Location")).isEqualTo(first.header("Location"));
        assertThat(repeat.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(placed()).hasSize(1);
    }

    @Test
    void ofFiftyAtOnceOneOrderIsPlaced() throws Exception {
        var answers = Stream.generate(this::place).limit(50).toList().stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(202, 409));
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 202)
                        .map(answer -> answer.text("orderId"))
                        .distinct())
                .hasSize(1);
        assertThat(placed()).hasSize(1);
    }

    @Test
    void whoAsksAgainWhileTheFirstWaitsIsToldToComeAgainAndThenHearsTheSame() throws Exception {
        var first = place("Prefer", "wait=30");
        var order = await().until(this::placed, list -> !list.isEmpty()).getFirst();

        var early = place("Prefer", "wait=30").get();
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.text("type")).isEqualTo("/problems/idempotency-request-in-progress");
        assertThat(early.header("Retry-After")).isEqualTo("1");
        confirm(order.id());
        assertThat(first.get().status()).isEqualTo(201);
        var repeat = place("Prefer", "wait=30").get();

        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(repeat.body()).isEqualTo(first.get().body());
        assertThat(placed()).hasSize(1);
    }

    /** What a kill -9 leaves behind: the order, and a claim that nobody renews. */
    @Test
    void whoTakesOverFromADeadProcessWaitsForItsOrder() throws Exception {
        var dead = place("Prefer", "wait=30");
        var order = await().until(this::placed, list -> !list.isEmpty()).getFirst();
        jdbc.sql("UPDATE idempotency_record SET owner = gen_random_uuid(), leased_until = now() WHERE key = :key")
                .param("key", key)
                .update();

        var repeat = place("Prefer", "wait=30");
        confirm(order.id());

        assertThat(repeat.get().status()).isEqualTo(201);
        assertThat(repeat.get().text("orderId")).isEqualTo(order.id().toString());
        assertThat(placed()).hasSize(1);
        assertThat(dead.get().status()).as("if it was not that dead").isIn(202, 409);
    }

    @Test
    void anotherOrderUnderTheKeyIsRefusedAndTheSameInOtherWordsIsNot() throws Exception {
        place().get();

        var other = http.post("/orders", request().replace("2}", "3}"), "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("type")).isEqualTo("/problems/idempotency-key-reused");
        var same = http.post("/orders", request().replace("\n", " \r\n\t"), "Idempotency-Key", key);
        assertThat(same.status()).isEqualTo(202);
        assertThat(placed()).hasSize(1);
    }

    @Test
    void anotherCustomersEqualKeyIsAnotherKey() throws Exception {
        var mine = place().get();
        var alices = http.post("/orders", Requests.ORDER, "Idempotency-Key", key);

        assertThat(alices.status()).isEqualTo(202);
        assertThat(alices.text("orderId")).isNotEqualTo(mine.text("orderId"));
    }

    @Test
    void withoutAKeyNothingIsPlaced() throws Exception {
        var refused = http.post("/orders", request(), "Idempotency-Key", "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(placed()).isEmpty();
    }

    @Test
    void anOrderThatWasRefusedAsMistakenCanBeMendedUnderItsKey() throws Exception {
        var mistaken = http.post("/orders", request().replace("book", "bok"), "Idempotency-Key", key);
        assertThat(mistaken.status()).isEqualTo(400);

        assertThat(place().get().status()).isEqualTo(202);
    }

    @Test
    void aCustomerWhoRegistersTwiceUnderOneKeyIsWelcomedTwice() throws Exception {
        var body = "{\"customerId\": \"%s\", \"name\": \"Again\"}".formatted("again-" + Ids.next());
        var first = http.post("/customers", body, "Idempotency-Key", key);
        var repeat = http.post("/customers", body, "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(http.post("/customers", body).status()).isEqualTo(409);
    }

    private CompletableFuture<Answer> place(String... headers) {
        var all = Stream.concat(Stream.of("Idempotency-Key", key), Stream.of(headers));
        return http.postAsync("/orders", request(), all.toArray(String[]::new));
    }

    private String request() {
        return Requests.with("alice", customer);
    }

    private List<StoredOrder> placed() {
        return list.page(customer, null, null, 50);
    }

    private void confirm(UUID orderId) {
        transaction.executeWithoutResult(_ -> {
            var batch = orders.lock(List.of(orderId));
            batch.handle(Samples.confirmOrder(orderId), Terms.NONE, Origin.of("test"));
            orders.save(batch);
        });
    }
}
