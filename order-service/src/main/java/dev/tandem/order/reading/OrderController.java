package dev.tandem.order.reading;

import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.order.domain.Status;
import dev.tandem.order.journal.OrderList;
import dev.tandem.order.journal.Orders;
import dev.tandem.order.journal.RecordedEvent;
import dev.tandem.order.journal.StoredOrder;
import dev.tandem.order.journal.UndecidedOrders;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders as they are, and how they came to be so. */
@RestController
@RequestMapping("/orders")
class OrderController {

    private final Orders orders;
    private final OrderList list;
    private final UndecidedOrders undecided;

    OrderController(Orders orders, OrderList list, UndecidedOrders undecided) {
        this.orders = orders;
        this.list = list;
        this.undecided = undecided;
    }

    /** Newest first. */
    @GetMapping
    Page<OrderView> list(
            @RequestParam(required = false) @Size(max = 64) @Pattern(regexp = "\\P{Cntrl}*") @Nullable
                    String customerId,
            @RequestParam(required = false) @Nullable Status status,
            PageRequest page) {
        var found = list.page(customerId, status, page.after(UUID::fromString), page.fetch());
        return page.of(found.stream().map(OrderView::of).toList(), OrderView::orderId);
    }

    @Operation(
            summary = "An order, now or at a point of its history",
            description = "With `version` as it was right after its event of that number, with `asOf` as it was at that"
                    + " time: told from its events (see `/orders/{orderId}/events`).")
    @GetMapping("/{orderId}")
    OrderView order(
            @PathVariable UUID orderId,
            @RequestParam(required = false) @Nullable @Min(1) Integer version,
            @RequestParam(required = false) @Nullable Instant asOf) {
        if (version != null && asOf != null) {
            throw Problem.invalid("asOf", "cannot be asked for with version");
        }
        var now = orders.find(orderId).orElseThrow(() -> missing(orderId));
        return OrderView.of(past(now, version, asOf));
    }

    private StoredOrder past(StoredOrder now, @Nullable Integer version, @Nullable Instant asOf) {
        if (version != null) {
            return orders.at(now.id(), version)
                    .orElseThrow(() -> Problem.of(
                                    404,
                                    "order-version-not-found",
                                    "Order %s has versions 1 to %d.".formatted(now.id(), now.version()))
                            .with("version", now.version()));
        }
        if (asOf != null) {
            return orders.asOf(now.id(), asOf)
                    .orElseThrow(() -> Problem.of(
                                    404,
                                    "order-version-not-found",
                                    "Order %s was placed later, at %s.".formatted(now.id(), now.createdAt()))
                            .with("createdAt", now.createdAt()));
        }
        return now;
    }

    /** One that all services are to commit together is there for everybody or for nobody, and until then not known. */
    private Problem missing(UUID orderId) {
        return undecided.contains(orderId)
                ? Problem.of(503, "outcome-pending", "It is not decided yet whether the order is placed.")
                        .with("statusUrl", "/orders/" + orderId)
                        .retryAfter(Duration.ofSeconds(2))
                : Problem.notFound("order", orderId);
    }

    /** Oldest first. */
    @GetMapping("/{orderId}/events")
    Page<EventView> events(@PathVariable UUID orderId, PageRequest page) {
        var after = page.after(Integer::valueOf);
        var events = orders.events(orderId, after == null ? 0 : after, page.fetch());
        if (events.isEmpty() && after == null) {
            throw Problem.notFound("order", orderId);
        }
        return page.of(events.stream().map(EventView::of).toList(), EventView::version);
    }

    /**
     * Something that happened to an order.
     *
     * @param version the order's version from then on
     */
    record EventView(int version, String type, OrderEvent data, Instant occurredAt) {

        static EventView of(RecordedEvent recorded) {
            return new EventView(recorded.version(), recorded.type(), recorded.event(), recorded.occurredAt());
        }
    }
}
