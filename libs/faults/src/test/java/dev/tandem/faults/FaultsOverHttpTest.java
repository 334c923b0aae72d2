package dev.tandem.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Two services of a laboratory, and one that is none. */
class FaultsOverHttpTest {

    private static final String FAULTS = "/actuator/faults";
    private static final String AFTER_CHARGE = FAULTS + "/payment.after-charge";

    private static ConfigurableApplicationContext payment;
    private static ConfigurableApplicationContext order;
    private static ConfigurableApplicationContext plain;

    @BeforeAll
    static void start() {
        payment = Passage.start("payment-service", true);
        order = Passage.start("order-service", true);
        plain = Passage.start("shipping-service", false);
    }

    @AfterAll
    static void stop() {
        payment.close();
        order.close();
        plain.close();
    }

    @AfterEach
    void clear() throws IOException {
        http(payment).delete(FAULTS);
        http(order).delete(FAULTS);
    }

    @Test
    void withoutASwitchThereIsNothing() throws IOException {
        assertThat(plain.getBean(Faults.class)).isSameAs(Faults.NONE);
        assertThat(plain.getBeansOfType(FaultLab.class)).isEmpty();
        assertThat(plain.containsBean("linkFilter")).isFalse();
        assertThat(http(plain).get(FAULTS).statusCode()).isEqualTo(404);
        assertThat(http(plain).post(AFTER_CHARGE, "{\"action\":\"CRASH\"}").statusCode())
                .isEqualTo(404);
        assertThat(http(plain).post("/charges?orderId=1").body()).isEqualTo("charged");
    }

    @Test
    void thePointsOfAServiceAreListedWithTheirHits() throws IOException {
        var before = hits();
        http(payment).post("/charges?orderId=1");

        assertThat(hits()).isEqualTo(before + 1);
        assertThat(http(payment).get(FAULTS).body())
                .contains("outbox.before-publish", "payment.after-charge")
                .doesNotContain("saga.after-persist");
    }

    @Test
    void aFaultIsArmedStrikesAndIsDisarmed() throws IOException {
        var armed = http(payment).post(AFTER_CHARGE, """
                {"action": "DROP", "subject": "mine", "skip": 1, "times": 2}""");
        assertThat(armed.statusCode()).isEqualTo(200);
        assertThat(charge("other")).isEqualTo("charged");
        assertThat(charge("mine")).isEqualTo("charged");
        assertThat(charge("mine")).isEqualTo("lost");
        assertThat(Http.json(http(payment).get(FAULTS)).path("armed").toString())
                .isEqualTo("""
                [{"point":"payment.after-charge","action":"DROP","subject":"mine","skip":1,"times":2,"delay":null,"fired":1}]""");

        assertThat(http(payment).delete(AFTER_CHARGE).statusCode()).isEqualTo(200);

        assertThat(charge("mine")).isEqualTo("charged");
    }

    @Test
    void aFailureReachesTheCaller() throws IOException {
        http(payment).post(AFTER_CHARGE, "{\"action\":\"FAIL\"}");

        assertThat(http(payment).post("/charges?orderId=1").statusCode()).isEqualTo(500);
        assertThat(charge("1")).isEqualTo("charged");
    }

    @Test
    void whatCannotBeIsAProblemThatSaysWhy() throws IOException {
        refused(http(payment).post(FAULTS + "/payment.after-lunch", "{\"action\":\"CRASH\"}"), "payment.after-lunch");
        refused(http(payment).delete(FAULTS + "/payment.after-lunch"), "payment.after-charge");
        refused(http(payment).post(FAULTS + "/saga.after-load", "{\"action\":\"CRASH\"}"), "not in payment-service");
        refused(
                http(payment).post(FAULTS + "/payment.before-charge", "{\"action\":\"DROP\"}"),
                "nothing is on its way");
        refused(http(payment).post(AFTER_CHARGE, "{\"action\":\"DELAY\"}"), "DELAY needs a delay");
        refused(http(payment).post(AFTER_CHARGE, "{\"action\":\"DELAY\",\"delay\":\"soon\"}"), "");
        refused(http(payment).post(AFTER_CHARGE, "{\"action\":\"CRASH\",\"subjct\":\"mine\"}"), "subjct");
        refused(http(payment).post(AFTER_CHARGE, "{\"action\":\"EXPLODE\"}"), "");
        refused(http(payment).post(AFTER_CHARGE, "{}"), "action is required");
        refused(http(payment).post(FAULTS + "/links/payment-service"), "no link to itself");
        assertThat(Http.json(http(payment).get(FAULTS)).path("armed")).isEmpty();
    }

    @Test
    void aLinkThatIsCutLetsNothingThroughInEitherDirection() throws IOException {
        assertThat(http(order).ask(http(payment))).isEqualTo("heard");

        http(payment).post(FAULTS + "/links/order-service");
        assertThat(http(order).ask(http(payment))).contains("the link from order-service to payment-service is cut");
        assertThat(http(payment).ask(http(order))).contains("the link from payment-service to order-service is cut");
        assertThat(http(payment).ask(http(plain))).isEqualTo("heard");

        http(payment).delete(FAULTS + "/links/order-service");
        assertThat(http(order).ask(http(payment))).isEqualTo("heard");
        assertThat(http(payment).ask(http(order))).isEqualTo("heard");
    }

    private static void refused(HttpResponse<String> response, String why) throws IOException {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Http.json(response).path("detail").asText()).isNotBlank().contains(why);
    }

    private static String charge(String orderId) throws IOException {
        return http(payment).post("/charges?orderId=" + orderId).body();
    }

    private static long hits() throws IOException {
        for (var point : Http.json(http(payment).get(FAULTS)).path("points")) {
            if (point.path("point").asText().equals("payment.after-charge")) {
                return point.path("hits").asLong();
            }
        }
        throw new AssertionError("not listed");
    }

    private static Http http(ConfigurableApplicationContext service) {
        return new Http(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}
