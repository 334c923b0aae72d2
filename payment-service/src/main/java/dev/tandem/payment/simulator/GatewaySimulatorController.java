package dev.tandem.payment.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tandem.payment.simulator.GatewayBooks.ChargeRow;
import dev.tandem.payment.simulator.GatewaySimulator.ChargeOrder;
import dev.tandem.payment.simulator.GatewaySimulator.ChargeResult;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The gateway's HTTP face. During an outage its payments answer 503, and its books can still be read. */
@RestController
@RequestMapping("/simulator/gateway")
class GatewaySimulatorController {

    private static final Duration SLOW = Duration.ofSeconds(3);

    record ChargeRequest(
            @NotNull UUID orderId,
            @NotNull @Positive BigDecimal amount,
            @NotBlank @Size(max = 3) String currency,
            @NotBlank @Size(max = 100) String token) {}

    record RefundRequest(@NotNull UUID chargeKey) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RefundResponse(
            String status,
            @Nullable String chargeId,
            @Nullable String refundId) {}

    record ErrorResponse(String code, String message) {}

    record ChargeList(List<ChargeRow> items, @Nullable UUID next) {}

    record Outage(@NotNull Boolean unavailable) {}

    private final GatewaySimulator simulator;
    private final GatewayBooks books;

    GatewaySimulatorController(GatewaySimulator simulator, GatewayBooks books) {
        this.simulator = simulator;
        this.books = books;
    }

    @PostMapping("/charges")
    ResponseEntity<?> charge(@RequestHeader("Idempotency-Key") UUID key, @Valid @RequestBody ChargeRequest request)
            throws InterruptedException {
        if (books.isUnavailable()) {
            return unavailable();
        }
        var order = new ChargeOrder(key, request.orderId(), request.amount(), request.currency(), request.token());
        return switch (simulator.charge(order)) {
            case ChargeResult.Booked(var charge, var slow) -> {
                if (slow) {
                    Thread.sleep(SLOW); // after the fact: the money has moved, only the news of it takes long
                }
                yield answer(charge);
            }
            case ChargeResult.KeyReused() ->
                error(HttpStatus.UNPROCESSABLE_ENTITY, "key_reused", "this key belongs to another charge");
            case ChargeResult.Unavailable() -> unavailable();
        };
    }

    @PostMapping("/refunds")
    ResponseEntity<?> refund(@Valid @RequestBody RefundRequest request) {
        if (books.isUnavailable()) {
            return unavailable();
        }
        var result = simulator.refund(request.chargeKey());
        var body = result.refundId() == null
                ? new RefundResponse("NOTHING_CHARGED", null, null)
                : new RefundResponse("REFUNDED", result.charge().chargeId(), result.refundId());
        return ResponseEntity.status(HttpStatus.CREATED).body(body);
    }

    @GetMapping("/charges")
    ChargeList charges(
            @RequestParam(required = false) @Nullable UUID orderId,
            @RequestParam(defaultValue = "00000000-0000-0000-0000-000000000000") UUID cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit) {
        var rows = books.list(orderId, cursor, limit);
        return new ChargeList(rows, rows.size() < limit ? null : rows.getLast().key());
    }

    @PutMapping("/outage")
    Outage outage(@Valid @RequestBody Outage outage) {
        books.setUnavailable(outage.unavailable());
        return outage;
    }

    @GetMapping("/outage")
    Outage outage() {
        return new Outage(books.isUnavailable());
    }

    private static ResponseEntity<?> answer(ChargeRow charge) {
        return switch (charge.status()) {
            case "CHARGED" -> ResponseEntity.status(HttpStatus.CREATED).body(charge);
            case "DECLINED" ->
                error(HttpStatus.PAYMENT_REQUIRED, String.valueOf(charge.code()), "the card was declined");
            default -> error(HttpStatus.CONFLICT, "charge_voided", "this charge was cancelled before it arrived");
        };
    }

    private static ResponseEntity<?> unavailable() {
        return error(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "the gateway is out of order, try again");
    }

    private static ResponseEntity<?> error(HttpStatus status, String code, String message) {
        return ResponseEntity.status(status).body(new ErrorResponse(code, message));
    }
}
