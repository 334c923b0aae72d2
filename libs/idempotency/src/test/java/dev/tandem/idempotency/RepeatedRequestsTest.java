package dev.tandem.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.idempotency.Http.Answer;
import dev.tandem.testsupport.RealPostgres;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Semantics 45 to 51, over HTTP, for each way of recording. */
@RealPostgres
@SpringBootTest(
        classes = Till.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.name=till", "tandem.idempotency.patience=500ms", "tandem.idempotency.lease=1s"})
class RepeatedRequestsTest {

    private static final String TOGETHER = "/sales";
    private static final String AHEAD = "/card-sales";
    private static final String BY_WORK = "/customers/alice/sales";

    private final String key = UUID.randomUUID().toString();
    private final JdbcClient jdbc;
    private final Till.Controller till;
    private final Http http;

    RepeatedRequestsTest(@Autowired JdbcClient jdbc, @Autowired Till.Controller till, @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.till = till;
        this.http = new Http(port);
    }

    @BeforeEach
    void clear() {
        jdbc.sql("TRUNCATE sale, charge").update();
        till.begun.set(0);
        till.gate = new CountDownLatch(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {TOGETHER, AHEAD, BY_WORK})
    void aRepeatGetsTheSameAnswerMarkedAndNothingIsDone(String path) throws Exception {
        var first = post(path, sale("DONE"));
        var repeat = http.post(path, sale("DONE"), "Idempotency-Key", key, "X-Correlation-Id", "the-repeats-own");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.isReplayed()).isFalse();
        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.isReplayed()).isTrue();
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(repeat.header("Location"))
                .isEqualTo(first.header("Location"))
                .startsWith("/sales/");
        assertThat(repeat.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(repeat.header("X-Correlation-Id")).isEqualTo("the-repeats-own");
        assertThat(till.begun).hasValue(1);
        assertThat(count("sale")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {TOGETHER, AHEAD, BY_WORK})
    void ofFiftyAtOnceOneIsDoneAndTheOthersGetItsAnswerOrA409(String path) throws Exception {
        var answers = http.crowd(50, path, sale("DONE"), key);

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 409));
        assertThat(answers)
                .filteredOn(it -> it.status() == 409)
                .allSatisfy(it -> it.isProblem(409, "idempotency-request-in-progress"));
        assertThat(answers.stream()
                        .filter(it -> it.status() == 201)
                        .map(Answer::body)
                        .distinct())
                .hasSize(1);
        assertThat(answers)
                .filteredOn(it -> it.status() == 201 && !it.isReplayed())
                .hasSize(1);
        assertThat(till.begun).hasValue(1);
        assertThat(count("sale")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {TOGETHER, AHEAD, BY_WORK})
    void aRepeatOfWhatIsUnderWayWaitsAMomentAndIsThenToldToComeAgain(String path) throws Exception {
        var first = http.postLater(path, sale("SLOW"), key);
        await().until(() -> till.begun.get() == 1);

        var repeat = post(path, sale("SLOW")).isProblem(409, "idempotency-request-in-progress");
        assertThat(repeat.header("Retry-After")).isEqualTo("1");
        till.gate.countDown();

        assertThat(first.get().status()).isEqualTo(201);
        assertThat(post(path, sale("SLOW")).body()).isEqualTo(first.get().body());
        assertThat(till.begun).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {TOGETHER, AHEAD, BY_WORK})
    void aRepeatThatCameInTimeGetsTheAnswerOfWhatWasUnderWay(String path) throws Exception {
        var first = http.postLater(path, sale("SLOW"), key);
        await().until(() -> till.begun.get() == 1);
        var repeat = http.postLater(path, sale("SLOW"), key);
        till.gate.countDown();

        assertThat(repeat.get().body()).isEqualTo(first.get().body());
    }

    /** The lease is a second: work that takes longer is renewed, and nobody takes over. */
    @ParameterizedTest
    @ValueSource(strings = {AHEAD, BY_WORK})
    void workThatTakesLongerThanItsLeaseIsNotDoneTwice(String path) throws Exception {
        var first = http.postLater(path, sale("SLOW"), key);
        await().until(() -> till.begun.get() == 1);
        var renewed = leasedUntil();
        await().until(() -> leasedUntil() > renewed + 2.5);

        post(path, sale("SLOW")).isProblem(409, "idempotency-request-in-progress");
        till.gate.countDown();

        assertThat(first.get().status()).isEqualTo(201);
        assertThat(till.begun).hasValue(1);
    }

    /** A process that stood still: its lease is not renewed, and its key is another's when it comes back. */
    @ParameterizedTest
    @ValueSource(strings = {AHEAD, BY_WORK})
    void anAttemptThatWasOvertakenDoesNotOverwriteTheLaterOne(String path) throws Exception {
        var overtaken = http.postLater(path, sale("SLOW"), key);
        await().until(() -> till.begun.get() == 1);
        jdbc.sql("UPDATE idempotency_record SET owner = gen_random_uuid(), leased_until = now() WHERE key = :key")
                .param("key", key)
                .update();
        var later = http.postLater(path, sale("SLOW"), key);
        await().until(() -> till.begun.get() == 2);
        till.gate.countDown();

        assertThat(later.get().status()).isEqualTo(201);
        assertThat(overtaken.get().status()).isEqualTo(409);
        assertThat(post(path, sale("SLOW")).body()).isEqualTo(later.get().body());
        assertThat(count("sale")).isEqualTo(1);
        assertThat(count("charge")).isEqualTo(path.equals(AHEAD) ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {TOGETHER, AHEAD, BY_WORK})
    void anotherBodyUnderTheKeyIsRefused(String path) throws Exception {
        post(path, sale("DONE"));

        post(path, "{\"amount\": 2, \"how\": \"DONE\"}").isProblem(422, "idempotency-key-reused");
        assertThat(post(path, "{ \"how\":\"DONE\",\n\"amount\":1 }").isReplayed())
                .as("the same body in other words")
                .isTrue();
        assertThat(count("sale")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {TOGETHER, AHEAD, BY_WORK})
    void aRefusalForGoodIsKept(String path) throws Exception {
        var refused = post(path, sale("REFUSED")).isProblem(409, "not-for-sale");
        var repeat = post(path, sale("REFUSED"));

        assertThat(repeat.body()).isEqualTo(refused.body());
        assertThat(repeat.isReplayed()).isTrue();
        assertThat(till.begun).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        TOGETHER + ", BROKEN, 500", AHEAD + ", BROKEN, 500", BY_WORK + ", BROKEN, 500",
        TOGETHER + ", BUSY, 409", AHEAD + ", BUSY, 409", BY_WORK + ", BUSY, 409"
    })
    void aFailureThatMayPassFreesTheKey(String path, String how, int status) throws Exception {
        var failed = post(path, sale(how));
        var repeat = post(path, sale(how));

        assertThat(failed.status()).isEqualTo(status);
        assertThat(repeat.status()).isEqualTo(status);
        assertThat(repeat.isReplayed()).isFalse();
        assertThat(till.begun).hasValue(2);
        assertThat(count("sale")).isEqualTo(path.equals(BY_WORK) ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {TOGETHER, AHEAD, BY_WORK})
    void aRequestThatWasRefusedBeforeAnyWorkCanBeMended(String path) throws Exception {
        post(path, "{\"amount\": 0, \"how\": \"DONE\"}").isProblem(400, "validation-failed");
        post(path, "{\"amount\": ").isProblem(400, "malformed-body");

        assertThat(post(path, sale("DONE")).status()).isEqualTo(201);
        assertThat(count("sale")).isEqualTo(1);
    }

    @Test
    void theFirstOfTheNamesOfTheHeaderCounts() throws Exception {
        var first = http.post(TOGETHER, sale("DONE"), "Request-Id", key);

        assertThat(http.post(TOGETHER, sale("DONE"), "X-Idempotency-Key", key, "Request-Id", "a proxy's")
                        .body())
                .isEqualTo(first.body());
        assertThat(post(TOGETHER, sale("DONE")).body()).isEqualTo(first.body());
    }

    @Test
    void withoutAKeyARequestIsRefusedWhereItMustHaveOne() throws Exception {
        http.post(TOGETHER, sale("DONE")).isProblem(400, "idempotency-key-required");
        http.post(TOGETHER, sale("DONE"), "Idempotency-Key", " ").isProblem(400, "validation-failed");
        http.post(TOGETHER, sale("DONE"), "Idempotency-Key", "x".repeat(256)).isProblem(400, "validation-failed");
        assertThat(http.post(AHEAD, sale("DONE")).status()).isEqualTo(201);
        assertThat(http.post(AHEAD, sale("DONE")).status()).isEqualTo(201);

        assertThat(count("sale")).isEqualTo(2);
    }

    @Test
    void callersAndRoutesHaveTheirOwnKeys() throws Exception {
        post(TOGETHER, sale("DONE"));
        post(BY_WORK, sale("DONE"));
        var bobs = post("/customers/bob/sales", sale("DONE"));

        assertThat(bobs.status()).isEqualTo(201);
        assertThat(bobs.isReplayed()).isFalse();
        assertThat(count("sale")).isEqualTo(3);
    }

    @Test
    void aRouteCanTakePartByProperty() throws Exception {
        var first = post("/drawer/1/opening", "");

        assertThat(post("/drawer/1/opening", "").body()).isEqualTo(first.body());
        post("/drawer/2/opening", "").isProblem(422, "idempotency-key-reused");
        assertThat(http.post("/drawer/1/opening", "").body()).isNotEqualTo(first.body());
    }

    @Test
    void anExpiredKeyIsANewOne() throws Exception {
        post(TOGETHER, sale("DONE"));
        jdbc.sql("UPDATE idempotency_record SET expires_at = now() WHERE key = :key")
                .param("key", key)
                .update();

        assertThat(post(TOGETHER, sale("DONE")).isReplayed()).isFalse();
        assertThat(count("sale")).isEqualTo(2);
    }

    private Answer post(String path, String body) throws Exception {
        return http.post(path, body, "Idempotency-Key", key);
    }

    private static String sale(String how) {
        return "{\"amount\": 1, \"how\": \"%s\"}".formatted(how);
    }

    private double leasedUntil() {
        return jdbc.sql("SELECT extract(EPOCH FROM leased_until) FROM idempotency_record WHERE key = :key")
                .param("key", key)
                .query(Double.class)
                .single();
    }

    private long count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }
}
