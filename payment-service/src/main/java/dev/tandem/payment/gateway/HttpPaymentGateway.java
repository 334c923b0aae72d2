package dev.tandem.payment.gateway;

import dev.tandem.payment.gateway.GatewayAnswers.HttpAnswer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Asks the gateway over HTTP, once. */
class HttpPaymentGateway implements PaymentGateway {

    private static final int PAGE = 500;

    /** More than any answer has: a body that never ends must not fill the memory. */
    private static final int MAX_BODY = 1 << 20;

    private record ChargeRequest(UUID orderId, BigDecimal amount, String currency, String token) {}

    private record RefundRequest(UUID chargeKey) {}

    private final RestClient rest;
    private final GatewayAnswers answers;

    HttpPaymentGateway(RestClient rest, GatewayAnswers answers) {
        this.rest = rest;
        this.answers = answers;
    }

    @Override
    public ChargeAnswer charge(Charge charge) {
        var request = new ChargeRequest(charge.orderId(), charge.amount(), charge.currency(), charge.cardToken());
        return post("/charges", charge.paymentId(), request, answer -> answers.ofCharge(charge, answer));
    }

    @Override
    public RefundAnswer refund(UUID paymentId) {
        return post("/refunds", paymentId, new RefundRequest(paymentId), answers::ofRefund);
    }

    @Override
    public boolean takesQuestions() {
        return true;
    }

    @Override
    public ChargePage charges(@Nullable String cursor) {
        return cursor == null
                ? get(rest.get().uri("/charges?limit={limit}", PAGE))
                : get(rest.get().uri("/charges?limit={limit}&cursor={cursor}", PAGE, cursor));
    }

    @Override
    public List<ChargeRecord> chargesOf(UUID orderId) {
        return get(rest.get().uri("/charges?limit={limit}&orderId={orderId}", PAGE, orderId))
                .items();
    }

    private <A> A post(String path, UUID key, Object body, Function<HttpAnswer, A> meaning) {
        return exchange(
                rest.post()
                        .uri(path)
                        .header("Idempotency-Key", key.toString())
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body),
                meaning);
    }

    private ChargePage get(RestClient.RequestHeadersSpec<?> request) {
        return exchange(request, answer -> answers.ofQuery(ChargePage.class, answer));
    }

    private static <A> A exchange(RestClient.RequestHeadersSpec<?> request, Function<HttpAnswer, A> meaning) {
        try {
            var answer = request.exchange((_, response) -> receive(response));
            if (answer == null) {
                throw new IllegalStateException("no exception and no answer");
            }
            return meaning.apply(answer);
        } catch (ResourceAccessException e) { // refused, reset, timed out, broken off: whether it arrived is unknown
            throw new GatewayTrouble.Transient("the gateway cannot be reached: " + e.getMessage(), e);
        }
    }

    private static HttpAnswer receive(ClientHttpResponse response) throws IOException {
        var body = new String(response.getBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8);
        return new HttpAnswer(response.getStatusCode().value(), body);
    }
}
