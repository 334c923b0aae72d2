package dev.tandem.order.placing;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.idempotency.WaitPreference;
import dev.tandem.order.committing.CommittedPlacement;
import dev.tandem.order.domain.Order.Cancelled;
import dev.tandem.order.domain.Order.Cancelling;
import dev.tandem.order.domain.Order.Confirmed;
import dev.tandem.order.domain.Order.None;
import dev.tandem.order.domain.Order.Pending;
import dev.tandem.order.journal.StoredOrder;
import dev.tandem.order.reading.OrderView;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What a customer hears of a placed order: that it is being worked on, or what became of it. */
final class Answers {

    private static final Duration SOON = Duration.ofSeconds(2);

    private Answers() {}

    static ResponseEntity<?> of(StoredOrder order, Optional<WaitPreference> preference) {
        var headers = new HttpHeaders();
        headers.setLocation(URI.create("/orders/" + order.id()));
        preference.ifPresent(wait -> headers.set("Preference-Applied", wait.applied()));
        return switch (order.state()) {
            case Pending(var created) -> new ResponseEntity<>(AcceptedOrder.of(created), headers, HttpStatus.ACCEPTED);
            case Confirmed _, Cancelling _ -> new ResponseEntity<>(OrderView.of(order), headers, HttpStatus.CREATED);
            case Cancelled(var _, var _, var cancelled) -> {
                var problem = Problem.of(
                                409, "order-cancelled", "The order was cancelled: %s.".formatted(cancelled.reason()))
                        .with("reason", cancelled.reason())
                        .with("orderId", order.id());
                headers.toSingleValueMap().forEach(problem::header);
                yield problem.toResponse();
            }
            case None _ -> throw new IllegalStateException("placed, and yet not there: " + order);
        };
    }

    /** What is heard of an order that all services were to commit together. */
    static ResponseEntity<?> of(CommittedPlacement placement) {
        return switch (placement) {
            case CommittedPlacement.Confirmed(var order) -> of(order, Optional.empty());
            case CommittedPlacement.Aborted(var orderId, var reason, var detail) ->
                Problem.of(409, "order-aborted", "The order was aborted: %s.".formatted(reason))
                        .with("reason", reason)
                        .with("cause", detail)
                        .with("orderId", orderId)
                        .header(HttpHeaders.LOCATION, "/orders/" + orderId)
                        .toResponse();
            case CommittedPlacement.Pending(var orderId) -> pending(orderId).toResponse();
            case CommittedPlacement.Objected objected ->
                throw new IllegalStateException("nobody was asked: " + objected);
        };
    }

    private static Problem pending(UUID orderId) {
        return Problem.of(503, "outcome-pending", "It is not decided yet whether the order is placed.")
                .with("orderId", orderId)
                .with("statusUrl", "/orders/" + orderId)
                .header(HttpHeaders.LOCATION, "/orders/" + orderId)
                .retryAfter(SOON);
    }
}
