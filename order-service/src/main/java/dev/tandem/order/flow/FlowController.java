package dev.tandem.order.flow;

import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.order.journal.Orders;
import dev.tandem.order.journal.StoredOrder;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers 'where is my order', for orders that nobody conducts and for all others. */
@RestController
class FlowController {

    private final Orders orders;
    private final Sightings sightings;
    private final FlowProperties properties;
    private final Clock clock;

    FlowController(Orders orders, Sightings sightings, FlowProperties properties, Clock clock) {
        this.orders = orders;
        this.sightings = sightings;
        this.properties = properties;
        this.clock = clock;
    }

    @Operation(
            summary = "Where is my order?",
            description = "What happened to it so far in every service, and what it waits for since when. Told from the"
                    + " services' events alone, and so up to a second behind what is happening.")
    @GetMapping("/orders/{orderId}/flow")
    FlowView flow(@PathVariable UUID orderId) {
        var order = orders.find(orderId).orElseThrow(() -> Problem.notFound("order", orderId));
        var flow = Flow.of(planOf(order), sightings.of(orderId), order.createdAt());
        return FlowView.of(order, flow, clock.instant(), properties.overdueAfter());
    }

    private static List<Step> planOf(StoredOrder order) {
        return Optional.ofNullable(order.state().created())
                .map(OrderCreated::sagaDefinition)
                .filter("order-fulfillment-reserve-first"::equals)
                .map(definition -> Step.RESERVE_FIRST)
                .orElse(Step.PAY_FIRST);
    }
}
