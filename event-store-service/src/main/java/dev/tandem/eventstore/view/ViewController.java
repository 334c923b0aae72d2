package dev.tandem.eventstore.view;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.eventstore.view.ViewQueries.Activity;
import dev.tandem.eventstore.view.ViewQueries.CustomerOrder;
import dev.tandem.eventstore.view.ViewQueries.OrderDetail;
import dev.tandem.eventstore.view.ViewQueries.SalesDay;
import dev.tandem.eventstore.view.ViewQueries.TraceEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The views over HTTP: fractions of a second behind the log, and never half made. */
@RestController
@RequestMapping("/views")
class ViewController {

    /** Sorts behind all others. */
    private static final UUID LAST = new UUID(-1, -1);

    private static final LocalDate FAR_AHEAD = LocalDate.of(9999, 12, 31);
    private static final int LONGEST_TRACE = 500;

    private final ViewQueries views;

    ViewController(ViewQueries views) {
        this.views = views;
    }

    /**
     * What one request set in motion.
     *
     * @param services who took part, in the order in which they were heard first
     */
    record Trace(String correlationId, List<String> services, List<TraceEvent> events) {}

    @GetMapping("/orders/{orderId}")
    OrderDetail order(@PathVariable UUID orderId) {
        return views.order(orderId).orElseThrow(() -> Problem.notFound("order", orderId));
    }

    /** Those that have been decided, newest first. */
    @GetMapping("/finished-orders")
    Page<OrderDetail> finishedOrders(PageRequest page) {
        var before = page.after(UUID::fromString);
        return page.of(views.finishedOrders(before == null ? LAST : before, page.fetch()), OrderDetail::orderId);
    }

    @GetMapping("/customers/{customerId}/orders")
    Page<CustomerOrder> customerOrders(@PathVariable String customerId, PageRequest page) {
        var before = page.after(UUID::fromString);
        var orders = views.customerOrders(customerId, before == null ? LAST : before, page.fetch());
        return page.of(orders, CustomerOrder::orderId);
    }

    @GetMapping("/customers/{customerId}/activity")
    Page<Activity> activity(@PathVariable String customerId, PageRequest page) {
        var before = page.after(Long::valueOf);
        var activity = views.activity(customerId, before == null ? Long.MAX_VALUE : before, page.fetch());
        return page.of(activity, Activity::position);
    }

    /** Newest first. */
    @GetMapping("/sales/daily")
    Page<SalesDay> sales(PageRequest page) {
        var before = page.after(LocalDate::parse);
        return page.of(views.sales(before == null ? FAR_AHEAD : before, page.fetch()), SalesDay::day);
    }

    @GetMapping("/transactions/{correlationId}")
    Trace transaction(@PathVariable String correlationId) {
        var events = views.trace(correlationId, LONGEST_TRACE);
        if (events.isEmpty()) {
            throw Problem.notFound("transaction", correlationId);
        }
        var services = events.stream()
                .map(TraceEvent::source)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new Trace(correlationId, services, events);
    }
}
