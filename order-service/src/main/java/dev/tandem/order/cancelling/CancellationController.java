package dev.tandem.order.cancelling;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.idempotency.Idempotent;
import dev.tandem.idempotency.LongOperation;
import dev.tandem.order.domain.Status;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A confirmed order can be undone until the carrier has it. Twice is as good as once, with or without a key. */
@RestController
class CancellationController {

    private final RequestingCancellation requesting;

    CancellationController(RequestingCancellation requesting) {
        this.requesting = requesting;
    }

    /**
     * Body of a 202.
     *
     * @param status the order's, CONFIRMED until all of it is undone
     */
    record Accepted(UUID orderId, Status status, String statusUrl) {}

    /** Accepted at once; the order becomes CANCELLED, or stays CONFIRMED if the carrier has it already. */
    @Idempotent(required = false)
    @PostMapping("/orders/{orderId}/cancellation")
    ResponseEntity<Accepted> cancel(@PathVariable UUID orderId) {
        return switch (requesting.request(orderId)) {
            case Cancellation.Requested(var order) ->
                LongOperation.at("/orders/" + orderId, statusUrl -> new Accepted(orderId, order.status(), statusUrl))
                        .accepted();
            case Cancellation.Refused(var order, var detail) ->
                throw Problem.of(409, "order-not-confirmed", "The order is %s: %s.".formatted(order.status(), detail))
                        .with("orderStatus", order.status());
            case Cancellation.UnknownOrder() -> throw Problem.notFound("order", orderId);
        };
    }
}
