package dev.tandem.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.defaults.correlation.Correlation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;

@ShopTest
class PlatformTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Http http;

    PlatformTest(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void keepsTheCallersCorrelationId() {
        var answer = http.send(http.to("/seen").header("X-Correlation-Id", "order-42"));

        assertThat(answer.header("X-Correlation-Id")).isEqualTo("order-42");
        assertThat(answer.json().path("correlationId").asText()).isEqualTo("order-42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "<script>", "ä", "-x"})
    void replacesAnIdThatLogsCouldNotCarry(String offered) {
        var id = http.send(http.to("/seen").header("X-Correlation-Id", offered)).header("X-Correlation-Id");

        assertThat(UUID.fromString(id).version()).isEqualTo(7);
    }

    @Test
    void replacesAnIdThatIsTooLong() {
        assertThat(http.send(http.to("/seen").header("X-Correlation-Id", "x".repeat(129)))
                        .header("X-Correlation-Id"))
                .hasSize(36);
    }

    @Test
    void takesBothIdsAlongToTheNextService() {
        var seen = http.send(http.to("/seen-from-another")
                        .header("X-Correlation-Id", "order-42")
                        .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"))
                .json();

        assertThat(seen.path("header").asText()).isEqualTo("order-42");
        assertThat(seen.path("traceparent").asText()).startsWith("00-" + TRACE).doesNotContain("00f067aa0ba902b7");
        assertThat(seen.path("traceId").asText()).isEqualTo(TRACE);
    }

    @Test
    void aLogLineLeadsToOrderAndSaga(CapturedOutput output) {
        var log = LoggerFactory.getLogger("dev.tandem.Shipping");
        try (var _ = Correlation.open("c-1");
                var _ = Correlation.with(Correlation.ORDER_ID, "o-1")) {
            try (var _ = Correlation.with(Correlation.SAGA_ID, "s-1")) {
                log.info("sent\r\nFAKE entry");
            }
            log.info("order only");
        }
        log.info("nothing to tell");

        assertThat(output)
                .contains(" INFO  shop-1 Shipping correlation=c-1 order=o-1 saga=s-1: sent | FAKE entry")
                .contains(" INFO  shop-1 Shipping correlation=c-1 order=o-1: order only")
                .contains(" INFO  shop-1 Shipping: nothing to tell");
    }

    @Test
    void onlyRequestsAreReadStrictly(@Autowired ObjectMapper json) throws JsonProcessingException {
        assertThat(json.readValue("{\"sku\":\"book\",\"quantity\":1,\"new\":true}", Shop.Item.class))
                .isEqualTo(new Shop.Item("book", 1));
        assertThat(json.readTree("{\"total\":1200.00}").toString()).isEqualTo("{\"total\":1200.00}");
    }

    @Test
    void everyDefaultCanBeOverridden(@Autowired Environment environment) {
        assertThat(environment.getProperty("spring.application.name")).isEqualTo("shop");
        assertThat(environment.getProperty("server.shutdown")).isEqualTo("immediate"); // in application.properties
        assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
    }

    @Test
    void servesOnVirtualThreads() {
        assertThat(http.get("/seen").json().path("thread").asText()).isEqualTo("virtual");
    }

    @Test
    void writesMoneyPlainlyAndTimesInUtc() {
        assertThat(http.get("/money").response().body())
                .contains("\"total\":1200.00", "\"large\":1000", "\"at\":\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void pagesMeetWithoutGapOrOverlap() {
        var seen = new ArrayList<Integer>();
        var next = "";
        do {
            var page = http.get("/orders?limit=50" + next).json();
            page.path("items").forEach(item -> seen.add(item.asInt()));
            next = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
        } while (!next.isEmpty());

        assertThat(seen).hasSize(120).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void reportsInvariants() {
        var report = http.get("/actuator/invariants").json();

        assertThat(report.path("holds").asBoolean()).isFalse();
        assertThat(Instant.parse(report.path("checkedAt").asText())).isAfter(Instant.EPOCH);
        assertThat(report.path("invariants").findValuesAsText("name"))
                .containsExactly("everybody-pays", "stock-adds-up", "unknowable");
        assertThat(report.at("/invariants/0/violations")).hasSize(20);
        assertThat(report.at("/invariants/0/more").asInt()).isEqualTo(5);
        assertThat(report.at("/invariants/1/holds").asBoolean()).isTrue();
        assertThat(report.at("/invariants/2/holds").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/info",
                "/actuator/metrics",
                "/actuator/prometheus",
                "/swagger-ui/index.html",
            })
    void answersOnItsOwnPort(String path) {
        assertThat(http.get(path).status()).isEqualTo(200);
    }

    @Test
    void saysWhoItIs() {
        var info = http.get("/actuator/info").json();

        assertThat(info.path("name").asText()).isEqualTo("shop");
        assertThat(info.path("instance").asText()).isEqualTo("shop-1");
        assertThat(info.path("version").asText()).isEqualTo("development");
    }

    @Test
    void describesItsApi() {
        var api = http.get("/v3/api-docs").json();

        assertThat(api.at("/info/title").asText()).isEqualTo("shop");
        assertThat(api.at("/paths/~1orders/get/parameters").findValuesAsText("name"))
                .containsExactly("limit", "cursor");
        assertThat(api.at("/paths/~1orders/post/responses/default/content/application~1problem+json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Problem");
        assertThat(api.path("paths").has("/error")).isFalse();
        assertThat(http.get("/swagger-ui.html").status()).isEqualTo(302);
    }
}
