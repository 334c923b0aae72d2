package dev.tandem.scenarios.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Journal;
import dev.tandem.scenarios.shop.Unanswered;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A customer who bought something once, and looks at all views of it again and again: nothing of that changes any more, so
 * whatever was to be seen is to be seen at every later look, and the shop has never sold less than before. A view that is
 * half built would show less.
 */
final class Onlooker implements AutoCloseable {

    private static final long LOOK_AGAIN_MILLIS = 20;

    private final Journal journal;
    private final List<String> views;
    private final Set<JsonNode> known;
    private final AtomicReference<@Nullable AssertionError> surprise = new AtomicReference<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;

    private Onlooker(Journal journal, List<String> views) {
        this.journal = journal;
        this.views = views;
        this.known = look();
        this.thread = Thread.ofPlatform().name("onlooker").daemon().start(this::run);
    }

    /** Buys, waits until all views know, and begins to look. */
    static Onlooker on(Stage stage) {
        var shop = stage.shop();
        var journal = shop.journal();
        var customer = shop.register("onlooker");
        var orderId = shop.place(Basket.of(customer).with("book", 1).paidByCard("tok_visa"));
        stage.awaitEnd(orderId);
        stage.checkSettled(List.of(orderId));
        stage.awaitThat(
                "the store has heard of it",
                () -> journal.view("customers/%s/activity".formatted(customer))
                        .path("items")
                        .findValuesAsText("action")
                        .containsAll(List.of("Opened an account", "Order confirmed")));
        ProjectionsCrashPoints.awaitViews(stage);
        var trace = journal.events("order-" + orderId).getFirst().metadata().path("correlationId");
        return new Onlooker(
                journal,
                List.of(
                        "orders/" + orderId,
                        "customers/%s/orders".formatted(customer),
                        "customers/%s/activity".formatted(customer),
                        "transactions/" + trace.asText()));
    }

    /** What there is to be seen: the entries of lists, and whole orders. */
    private Set<JsonNode> look() {
        var seen = new HashSet<JsonNode>();
        for (var view : views) {
            var shown = journal.view(view);
            var entries = shown.has("events") ? shown.path("events") : shown.path("items");
            if (view.startsWith("orders/")) {
                seen.add(shown);
            } else {
                entries.forEach(seen::add);
            }
        }
        return seen;
    }

    private void run() {
        var sold = 0L;
        while (!closed) {
            try {
                var seen = look();
                if (!seen.containsAll(known)) {
                    var missing = new HashSet<>(known);
                    missing.removeAll(seen);
                    throw new AssertionError("was to be seen before, and is not: " + missing);
                }
                var soldNow = sold(journal);
                if (soldNow < sold) {
                    throw new AssertionError("%d orders were sold, and now %d".formatted(sold, soldNow));
                }
                sold = soldNow;
                looks.incrementAndGet();
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } catch (Unanswered nobodyThere) {
                // The store is dead at the moment; that is not what this is about.
            } catch (InterruptedException e) {
                return;
            } catch (AssertionError e) {
                surprise.compareAndSet(null, e);
                return;
            }
        }
    }

    /** How many orders the view of daily sales has. */
    static long sold(Journal journal) {
        return journal.view("sales/daily?limit=500")
                .path("items")
                .valueStream()
                .mapToLong(day -> day.path("orders").asLong())
                .sum();
    }

    /** How often it saw all views, each time whole. */
    int looks() {
        var found = surprise.get();
        if (found != null) {
            throw found;
        }
        return looks.get();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
