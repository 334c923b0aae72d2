package dev.tandem.payment.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.contracts.CancellationReason;
import dev.tandem.payment.gateway.ChargeAnswer.Charged;
import dev.tandem.payment.gateway.ChargeAnswer.Declined;
import dev.tandem.payment.gateway.RefundAnswer.NothingCharged;
import dev.tandem.payment.gateway.RefundAnswer.Refunded;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway's HTTP answers mean. The mapping is total: definite answers are values, and everything else is
 * {@link GatewayTrouble}, either passing (ask again at once) or unmapped (somebody has to look). Nothing that was not
 * understood is ever taken for a refusal, because the money may have moved.
 */
class GatewayAnswers {

    /** A status and the body that came with it. */
    record HttpAnswer(int status, String body) {}

    private record ChargeBody(
            @Nullable String chargeId,
            @Nullable UUID key,
            @Nullable BigDecimal amount,
            @Nullable String status) {}

    private record RefundBody(
            @Nullable String status,
            @Nullable String chargeId,
            @Nullable String refundId) {}

    private record ErrorBody(
            @Nullable String code, @Nullable String message) {}

    private final JsonMapper json;

    GatewayAnswers(JsonMapper json) {
        this.json = json;
    }

    ChargeAnswer ofCharge(Charge asked, HttpAnswer answer) {
        return switch (answer.status()) {
            case 200, 201 -> charged(asked, answer);
            case 402 -> declined(answer);
            case 409 -> conflict(answer);
            default -> throw trouble(answer);
        };
    }

    RefundAnswer ofRefund(HttpAnswer answer) {
        return switch (answer.status()) {
            case 200, 201 -> refunded(answer);
            default -> throw trouble(answer);
        };
    }

    <T> T ofQuery(Class<T> type, HttpAnswer answer) {
        if (answer.status() != 200) {
            throw trouble(answer);
        }
        return read(type, answer);
    }

    private ChargeAnswer charged(Charge asked, HttpAnswer answer) {
        var body = read(ChargeBody.class, answer);
        if (body.chargeId() == null
                || !"CHARGED".equals(body.status())
                || !asked.paymentId().equals(body.key())
                || body.amount() == null
                || asked.amount().compareTo(body.amount()) != 0) {
            throw unmapped(answer, "does not confirm the " + asked);
        }
        return new Charged(body.chargeId());
    }

    /** 402 is a refusal whatever its code; the code only says how to put it. */
    private ChargeAnswer declined(HttpAnswer answer) {
        var body = read(ErrorBody.class, answer);
        if (body.code() == null) {
            throw unmapped(answer, "declines without a code");
        }
        var reason = body.code().equals("insufficient_funds")
                ? CancellationReason.INSUFFICIENT_FUNDS
                : CancellationReason.PAYMENT_DECLINED;
        return new Declined(reason, body.message() == null ? body.code() : body.message());
    }

    private ChargeAnswer conflict(HttpAnswer answer) {
        var body = read(ErrorBody.class, answer);
        return switch (body.code()) {
            case "charge_voided" ->
                new Declined(CancellationReason.ABORTED, "the charge was cancelled before it arrived");
            case "request_in_progress" ->
                throw new GatewayTrouble.Transient("the gateway is still busy with this charge");
            case null, default -> throw unmapped(answer, "is a conflict of an unknown kind");
        };
    }

    private RefundAnswer refunded(HttpAnswer answer) {
        var body = read(RefundBody.class, answer);
        if ("NOTHING_CHARGED".equals(body.status())) {
            return new NothingCharged();
        }
        if (!"REFUNDED".equals(body.status()) || body.chargeId() == null || body.refundId() == null) {
            throw unmapped(answer, "does not say what was refunded");
        }
        return new Refunded(body.chargeId(), body.refundId());
    }

    private static GatewayTrouble trouble(HttpAnswer answer) {
        return switch (answer.status()) {
            case 408, 425, 429, 500, 502, 503, 504 ->
                new GatewayTrouble.Transient("the gateway answered with status " + answer.status());
            default -> unmapped(answer, "is not in the table of answers");
        };
    }

    private <T> T read(Class<T> type, HttpAnswer answer) {
        try {
            var body = json.readValue(answer.body(), type);
            if (body != null) {
                return body;
            }
        } catch (JsonProcessingException _) {
            // Its message would quote the body, of which only the length is safe to log.
        }
        throw unmapped(answer, "cannot be read");
    }

    private static GatewayTrouble unmapped(HttpAnswer answer, String complaint) {
        return new GatewayTrouble.Unmapped("the gateway's answer with status %d and %d characters %s"
                .formatted(answer.status(), answer.body().length(), complaint));
    }
}
