package dev.tandem.payment.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.messaging.Ids;
import dev.tandem.payment.gateway.ChargeAnswer.Charged;
import dev.tandem.payment.gateway.ChargeAnswer.Declined;
import dev.tandem.payment.gateway.StubGateway.Behaviour;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.client.RestClient;

/** Every answer that a gateway can give, on a real socket, and what is made of it. */
class GatewayAnswersTest {

    private static final StubGateway STUB = new StubGateway();

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Charge CHARGE =
            new Charge(Ids.next(), Ids.next(), new BigDecimal("12.50"), "EUR", "tok_secret");

    private final HttpPaymentGateway gateway =
            GatewayConfiguration.overHttp(RestClient.builder(), new GatewayProperties(STUB.url(), PATIENCE, PATIENCE));

    @AfterAll
    static void stop() {
        STUB.close();
    }

    static Stream<Arguments> definiteAnswers() {
        return Stream.of(
                Arguments.of(201, charged("12.50"), new Charged("ch_1")),
                Arguments.of(200, charged("12.5"), new Charged("ch_1")),
                Arguments.of(402, error("card_declined"), new Declined(CancellationReason.PAYMENT_DECLINED, "says so")),
                Arguments.of(
                        402,
                        error("insufficient_funds"),
                        new Declined(CancellationReason.INSUFFICIENT_FUNDS, "says so")),
                Arguments.of(
                        402,
                        error("a_code_of_next_year"),
                        new Declined(CancellationReason.PAYMENT_DECLINED, "says so")),
                Arguments.of(
                        409,
                        error("charge_voided"),
                        new Declined(CancellationReason.ABORTED, "the charge was cancelled before it arrived")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("definiteAnswers")
    void isDefinite(int status, String body, ChargeAnswer expected) {
        STUB.behaves(Behaviour.status(status, body));

        assertThat(gateway.charge(CHARGE)).isEqualTo(expected);
    }

    static Stream<Arguments> passingTrouble() {
        return Stream.of(
                Arguments.of("request timeout", Behaviour.status(408, "")),
                Arguments.of("busy with the same charge", Behaviour.status(409, error("request_in_progress"))),
                Arguments.of("too early", Behaviour.status(425, "")),
                Arguments.of("too many requests", Behaviour.status(429, error("slow_down"))),
                Arguments.of("internal error", Behaviour.status(500, "<html>oops</html>")),
                Arguments.of("bad gateway", Behaviour.status(502, "")),
                Arguments.of("unavailable", Behaviour.status(503, error("unavailable"))),
                Arguments.of("gateway timeout", Behaviour.status(504, "")),
                Arguments.of("connection reset", Behaviour.reset()),
                Arguments.of("closed without an answer", Behaviour.raw("")),
                Arguments.of("not HTTP", Behaviour.raw("SSH-2.0-OpenSSH_9.9\r\n")),
                Arguments.of("broken off", Behaviour.raw("HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{\"char")),
                Arguments.of("silence", Behaviour.silence()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passingTrouble")
    void isUnknownAndWorthAskingAgainAtOnce(String name, Behaviour behaviour) {
        STUB.behaves(behaviour);

        assertThatThrownBy(() -> gateway.charge(CHARGE))
                .isInstanceOf(GatewayTrouble.Transient.class)
                .hasMessageNotContaining("tok_secret");
    }

    static Stream<Arguments> answersThatNobodyThoughtOf() {
        return Stream.of(
                Arguments.of(200, ""),
                Arguments.of(200, "null"),
                Arguments.of(201, "{\"chargeId\":"),
                Arguments.of(201, "{}"),
                Arguments.of(201, charged("99.99")),
                Arguments.of(202, charged("12.50")),
                Arguments.of(204, ""),
                Arguments.of(302, ""),
                Arguments.of(400, error("malformed")),
                Arguments.of(401, error("api_key_expired")),
                Arguments.of(402, "<html>pay up</html>"),
                Arguments.of(402, "{}"),
                Arguments.of(403, ""),
                Arguments.of(404, ""),
                Arguments.of(409, error("a_conflict_of_next_year")),
                Arguments.of(418, ""),
                Arguments.of(422, error("key_reused")),
                Arguments.of(501, ""));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answersThatNobodyThoughtOf")
    void isUnknownAndSomebodyHasToLook(int status, String body) {
        STUB.behaves(Behaviour.status(status, body));

        assertThatThrownBy(() -> gateway.charge(CHARGE))
                .isInstanceOf(GatewayTrouble.Unmapped.class)
                .hasMessageContaining("status " + status);
    }

    @Test
    void isUnknownWhenNobodyListens() {
        var nobody = new StubGateway();
        nobody.close();
        var properties = new GatewayProperties(nobody.url(), PATIENCE, PATIENCE);

        assertThatThrownBy(() -> GatewayConfiguration.overHttp(RestClient.builder(), properties)
                        .refund(CHARGE.paymentId()))
                .isInstanceOf(GatewayTrouble.Transient.class);
    }

    static Stream<Arguments> refunds() {
        return Stream.of(
                Arguments.of(
                        201,
                        "{\"status\":\"REFUNDED\",\"chargeId\":\"ch_1\",\"refundId\":\"re_1\"}",
                        new RefundAnswer.Refunded("ch_1", "re_1")),
                Arguments.of(200, "{\"status\":\"NOTHING_CHARGED\"}", new RefundAnswer.NothingCharged()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refunds")
    void tellsARefundFromNothingToRefund(int status, String body, RefundAnswer expected) {
        STUB.behaves(Behaviour.status(status, body));

        assertThat(gateway.refund(CHARGE.paymentId())).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answersThatNobodyThoughtOf")
    void neverTakesAnUnknownAnswerForARefund(int status, String body) {
        STUB.behaves(Behaviour.status(status, body));

        assertThatThrownBy(() -> gateway.refund(CHARGE.paymentId())).isInstanceOf(GatewayTrouble.Unmapped.class);
    }

    private static String charged(String amount) {
        return "{\"chargeId\":\"ch_1\",\"key\":\"%s\",\"amount\":%s,\"status\":\"CHARGED\",\"mood\":\"new field\"}"
                .formatted(CHARGE.paymentId(), amount);
    }

    private static String error(String code) {
        return "{\"code\":\"%s\",\"message\":\"says so\"}".formatted(code);
    }
}
