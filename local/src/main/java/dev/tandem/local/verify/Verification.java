package dev.tandem.local.verify;

import dev.tandem.local.process.Poll;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Checks the platform-wide invariants: each service judges its own books, and what spans services is judged here, order
 * by order. Books that are read one after the other while orders flow may seem to disagree; so what seems broken or
 * unfinished is looked at again until it has settled or patience ends.
 */
public final class Verification {

    private final Map<String, URI> services;

    private Verification(Map<String, URI> services) {
        this.services = Map.copyOf(services);
    }

    /** Of the services at these addresses, by name. */
    public static Verification of(Map<String, URI> services) {
        return new Verification(services);
    }

    /** The last look, which is the first one if that finds everything finished and in order. */
    public Report run(Duration patience) {
        var last = new AtomicReference<>(look());
        if (!last.get().isFinal()) {
            Poll.until(patience, () -> {
                last.set(look());
                return last.get().isFinal();
            });
        }
        return last.get();
    }

    private Report look() {
        try (var client = HttpClient.newHttpClient();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var json = new Json(client, services);
            var own = services.keySet().stream()
                    .sorted()
                    .map(service -> threads.submit(() -> SelfChecks.of(service, json)))
                    .toList();
            var across = threads.submit(() -> across(json));
            var checks = new ArrayList<Check>();
            for (var future : own) {
                checks.addAll(get(future));
            }
            var report = get(across);
            checks.addAll(report.checks());
            return new Report(checks, report.orders(), report.inFlight());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while verifying", e);
        }
    }

    private Report across(Json json) throws InterruptedException {
        try {
            var commitments = Commitments.read(json);
            var books = Books.read(json);
            var checks = new ArrayList<>(List.of(
                    new Check("platform", "outcomes-agree", Outcomes.violations(books)),
                    new Check("platform", "decisions-are-kept", commitments.violations()),
                    new Check("platform", "gateway-agrees", Gateway.violations(books))));
            if (services.containsKey(History.SERVICE)) {
                var told = json.list(History.SERVICE, History.FINISHED_ORDERS);
                checks.add(new Check("platform", "history-agrees", History.violations(books, told)));
            }
            return new Report(checks, books.orders().size(), books.inFlight() + commitments.inFlight());
        } catch (Unreadable e) {
            return new Report(List.of(new Check("platform", "outcomes-agree", List.of(e.getMessage()))), 0, 0);
        }
    }

    private static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
