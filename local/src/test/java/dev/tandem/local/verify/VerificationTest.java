package dev.tandem.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that shows what each test wants it to show. */
class VerificationTest {

    private static final String EMPTY = "{\"items\": [], \"next\": null}";
    private static final Duration ONE_LOOK = Duration.ZERO;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicInteger looksAtOrders = new AtomicInteger();
    private HttpServer server = server();

    @BeforeEach
    void emptyBooks() {
        for (var list : new String[] {"/orders", "/payments", "/reservations", "/shipments"}) {
            answers.put(list + "?limit=500", EMPTY);
        }
        answers.put("/actuator/invariants", invariants("stock-adds-up", ""));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void emptyBooksAreInOrder() {
        var report = verify(ONE_LOOK);

        assertThat(report.isFinal()).isTrue();
        assertThat(report.checks()).hasSize(5 + 3);
    }

    @Test
    void aBranchThatDiffersFromTheDecisionIsReportedAndSoIsOneThatNobodyDecidesOn() {
        answers.put("/branches?limit=500&state=COMMITTED", list("""
                {"transactionId": "t1", "participant": "payment-service", "state": "COMMITTED"}"""));
        answers.put("/branches?limit=500&state=PREPARED", list("""
                {"transactionId": "t2", "participant": "shipping-service", "state": "PREPARED"}"""));
        answers.put("/transactions?limit=500", list("""
                {"transactionId": "t1", "outcome": "ABORTED", "endedAt": "2026-01-31T12:00:00Z"}"""));

        assertThat(verify(ONE_LOOK).violations())
                .contains(
                        "platform, decisions-are-kept: payment-service has a branch of transaction t1 that is COMMITTED,"
                                + " and it was decided ABORTED",
                        "platform, decisions-are-kept: shipping-service has a branch of transaction t2 that is PREPARED,"
                                + " and the coordinator knows of none");
    }

    private static String list(String item) {
        return "{\"items\": [" + item + "], \"next\": null}";
    }

    @Test
    void whatAServiceFindsItselfIsReported() {
        answers.put("/actuator/invariants", invariants("stock-adds-up", "\"book in W1: 5 reserved, 4 on hand\""));

        var report = verify(ONE_LOOK);

        assertThat(report.holds()).isFalse();
        assertThat(report.violations()).contains("inventory-service, stock-adds-up: book in W1: 5 reserved, 4 on hand");
    }

    @Test
    void readsListsToTheirEnd() {
        answers.put("/orders?limit=500", page("o-1", "\"a/b\""));
        answers.put("/orders?limit=500&cursor=a%2Fb", page("o-2", "null"));

        var report = verify(ONE_LOOK);

        assertThat(report.orders()).isEqualTo(2);
        assertThat(report.violations()).allMatch(violation -> violation.startsWith("platform, outcomes-agree: "));
        assertThat(report.violations()).hasSize(2 * 3); // neither is paid, reserved or sent
    }

    @Test
    void looksAgainWhileSomethingIsInFlight() {
        answers.put("/orders?limit=500", page("o-1", "null").replace("CONFIRMED", "PENDING"));
        answers.put("after 3 looks", EMPTY);

        var report = verify(Duration.ofSeconds(10));

        assertThat(report.isFinal()).isTrue();
        assertThat(looksAtOrders).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void saysWhatIsStillInFlightWhenPatienceEnds() {
        answers.put("/orders?limit=500", page("o-1", "null").replace("CONFIRMED", "PENDING"));

        var report = verify(ONE_LOOK);

        assertThat(report.holds()).isTrue();
        assertThat(report.isFinal()).isFalse();
        assertThat(report.inFlight()).isEqualTo(1);
    }

    @Test
    void aServiceThatDoesNotAnswerIsAFinding() {
        server.stop(0);

        var report = verify(ONE_LOOK);

        assertThat(report.holds()).isFalse();
        assertThat(report.violations()).anyMatch(violation -> violation.startsWith("order-service, answers: "));
    }

    private Report verify(Duration patience) {
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return Verification.of(Map.of(
                        "order-service", address,
                        "payment-service", address,
                        "inventory-service", address,
                        "shipping-service", address,
                        "saga-orchestrator", address))
                .run(patience);
    }

    private static String page(String orderId, String next) {
        return "{\"items\": [{\"orderId\": \"" + orderId + "\", \"status\": \"CONFIRMED\"}], \"next\": " + next + "}";
    }

    private static String invariants(String name, String violation) {
        return "{\"holds\": " + violation.isEmpty() + ", \"invariants\": [{\"name\": \"" + name + "\", \"holds\": "
                + violation.isEmpty() + ", \"violations\": [" + violation + "]}]}";
    }

    private HttpServer server() {
        try {
            var created = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            created.createContext("/", exchange -> {
                var path = exchange.getRequestURI().toString();
                var body = answer(path).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            created.start();
            return created;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String answer(String path) {
        if (path.startsWith("/orders")
                && looksAtOrders.incrementAndGet() >= 3
                && answers.containsKey("after 3 looks")) {
            return EMPTY;
        }
        return answers.getOrDefault(path, "");
    }
}
