package dev.tandem.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** How long the views take to follow a log of that size, and to be made anew from it. */
final class Rebuilds {

    /** One that takes events in as they are, and one that makes something of them. */
    private static final List<String> PROJECTIONS = List.of("transactions", "orders");

    private static final Duration LOOK = Duration.ofMillis(50);

    private final EventService service;
    private final EventDatabase database;

    Rebuilds(EventService service, EventDatabase database) {
        this.service = service;
        this.database = database;
    }

    void measure(int events) throws IOException {
        System.out.printf("%nViews%n");
        var begin = System.nanoTime();
        EventHistory.write(database.store(), events);
        var written = System.nanoTime();
        await("/projections", all -> lag(all.path("items")) == 0);
        var seen = System.nanoTime();
        System.out.printf(
                "  %,d events written in %.1f s; all five views have them %.1f s later%n",
                database.reader().head(), (written - begin) / 1e9, (seen - written) / 1e9);
        for (var name : PROJECTIONS) {
            rebuild(name);
        }
    }

    private static long lag(Iterable<JsonNode> projections) {
        var lag = 0L;
        for (var projection : projections) {
            lag = Math.max(lag, projection.path("lag").asLong());
        }
        return lag;
    }

    private void rebuild(String name) throws IOException {
        var path = "/projections/" + name;
        var generation = service.get(path).path("generation").asInt();
        var begin = System.nanoTime();
        service.post(path + "/rebuild");
        await(path, it -> it.path("generation").asInt() > generation);
        var seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "  '%s' made anew from a log of %,d events in %.1f s: %,.0f events a second%n",
                name, database.reader().head(), seconds, database.reader().head() / seconds);
    }

    private void await(String path, Predicate<JsonNode> isSo) throws IOException {
        while (!isSo.test(service.get(path))) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
