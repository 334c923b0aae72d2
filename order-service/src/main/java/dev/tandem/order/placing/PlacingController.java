package dev.tandem.order.placing;

import static dev.tandem.contracts.Coordination.SAGA_ORCHESTRATED;

import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.defaults.correlation.Correlation;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.messaging.Ids;
import dev.tandem.order.domain.Objection;
import dev.tandem.order.domain.Order.Cancelled;
import dev.tandem.order.domain.Order.Confirmed;
import dev.tandem.order.domain.Order.None;
import dev.tandem.order.domain.Order.Pending;
import dev.tandem.order.journal.StoredOrder;
import dev.tandem.order.reading.OrderView;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where a customer places an order. Accepted at once; confirmed or cancelled when the customer prefers to wait. */
@RestController
class PlacingController {

    private final PlacingOrders placing;
    private final Outcomes outcomes;
    private final OrderProperties properties;

    PlacingController(PlacingOrders placing, Outcomes outcomes, OrderProperties properties) {
        this.placing = placing;
        this.outcomes = outcomes;
        this.properties = properties;
    }

    @PostMapping("/orders")
    ResponseEntity<?> place(@Valid @RequestBody PlaceOrder request, @RequestHeader HttpHeaders headers)
            throws InterruptedException {
        checkChoices(request);
        var preference = WaitPreference.of(headers.getOrEmpty("Prefer"), properties.longestWait());
        var orderId = Ids.next();
        try (var _ = Correlation.with(Correlation.ORDER_ID, orderId);
                var outcome = outcomes.of(orderId)) {
            var order = place(request.toCommand(orderId));
            var latest = preference.isEmpty()
                    ? order
                    : outcome.within(preference.get().duration()).orElse(order);
            return answer(latest, preference);
        }
    }

    /** Names that the platform knows and this service cannot serve are another matter than names that nobody knows. */
    private void checkChoices(PlaceOrder request) {
        var coordination = request.coordinationOrDefault();
        if (coordination != SAGA_ORCHESTRATED) {
            throw Problem.of(
                            422,
                            "coordination-not-available",
                            "This service does not offer coordination '%s' yet.".formatted(coordination.wireName()))
                    .with("errors", List.of(Map.of("field", "coordination", "message", "is not available yet")))
                    .with("available", List.of(SAGA_ORCHESTRATED));
        }
        var definition = request.sagaDefinition();
        if (definition != null && !properties.sagaDefinitions().contains(definition)) {
            throw Problem.invalid(
                    "sagaDefinition", "must be one of " + String.join(", ", properties.sagaDefinitions()));
        }
    }

    private StoredOrder place(CreateOrder wish) {
        return switch (placing.place(wish)) {
            case Placement.Placed(var order) -> order;
            case Placement.Objected(var objections) -> throw problem(objections);
        };
    }

    private static Problem problem(List<Objection> objections) {
        var first = objections.getFirst();
        return Problem.invalid(first.field(), first.detail());
    }

    private static ResponseEntity<?> answer(StoredOrder order, Optional<WaitPreference> preference) {
        var headers = new HttpHeaders();
        headers.setLocation(URI.create("/orders/" + order.id()));
        preference.ifPresent(wait -> headers.set("Preference-Applied", wait.applied()));
        return switch (order.state()) {
            case Pending(var created) -> new ResponseEntity<>(AcceptedOrder.of(created), headers, HttpStatus.ACCEPTED);
            case Confirmed _ -> new ResponseEntity<>(OrderView.of(order), headers, HttpStatus.CREATED);
            case Cancelled(var _, var _, var cancelled) -> {
                var problem = Problem.of(
                                409, "order-cancelled", "The order was cancelled: %s.".formatted(cancelled.reason()))
                        .with("reason", cancelled.reason())
                        .with("orderId", order.id());
                headers.forEach((name, values) -> values.forEach(value -> problem.header(name, value)));
                yield problem.toResponse();
            }
            case None _ -> throw new IllegalStateException("placed, and yet not there: " + order);
        };
    }
}
