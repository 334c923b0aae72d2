package dev.tandem.bench.compare;

import dev.tandem.bench.EndsOfOrders;
import dev.tandem.bench.Flights;
import dev.tandem.bench.Percentiles;
import dev.tandem.local.platform.Platform;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Places orders one after the other, each when the one before has ended, and measures. */
final class Trials implements AutoCloseable {

    /** PostgreSQL's processes report what they have counted when they have been idle for ten seconds. */
    private static final Duration SETTLING = Duration.ofSeconds(11);

    /** Of one order. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Platform platform;
    private final Shopper shopper;
    private final Books books;
    private final Costs.Meter meter;
    private final Flights flights = new Flights();
    private final Semaphore ended = new Semaphore(0);
    private final EndsOfOrders ends;
    private @Nullable Costs rest;

    Trials(Platform platform, Shopper shopper, Books books) throws SQLException {
        this.platform = platform;
        this.shopper = shopper;
        this.books = books;
        this.meter = new Costs.Meter(platform, shopper);
        flights.onEnd(ended::release);
        this.ends = new EndsOfOrders(platform.kafkaAddress(), flights);
    }

    /** Why the platform does not carry out such orders; empty, and so many carried out, if it does. */
    Optional<String> warmUp(String coordination, int orders) throws IOException, InterruptedException {
        for (var i = 0; i < orders; i++) {
            var answer = placeAndWait(coordination);
            if (answer.status() == 400 || answer.status() == 422) {
                var body = answer.body();
                return Optional.of(
                        "%d, %s".formatted(answer.status(), body.path("detail").asText()));
            }
        }
        return Optional.empty();
    }

    /** Counts what is done although nobody orders. */
    void rest() throws SQLException, IOException, InterruptedException {
        Thread.sleep(SETTLING);
        var before = meter.read();
        Thread.sleep(SETTLING);
        rest = meter.read().since(before);
    }

    Finding measure(String coordination, int orders) throws SQLException, IOException, InterruptedException {
        var before = meter.read();
        var begin = System.nanoTime();
        var answered = LongStream.builder();
        var answer = "";
        for (var i = 0; i < orders; i++) {
            var heard = placeAndWait(coordination);
            answered.add(heard.nanos());
            answer = heard.inShort();
        }
        var known = flights.landedBetween(begin, System.nanoTime());
        Thread.sleep(SETTLING);
        var costs = meter.read().since(before);
        var sights = new Watch(platform, books).during(() -> {
            for (var i = 0; i < orders; i++) {
                placeAndWait(coordination);
            }
            return null;
        });
        Thread.sleep(SETTLING); // so that the next one does not pay for the watching
        var idle = Objects.requireNonNull(rest, "rest first");
        return new Finding(
                coordination, answer, Percentiles.of(answered.build()), known, costs.perOrder(orders, idle), sights);
    }

    /** How many orders have not ended. */
    long underWay() {
        return flights.underWay();
    }

    private Shopper.Answer placeAndWait(String coordination) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var answer = shopper.order(coordination);
        if (answer.status() == 201 || answer.status() == 202) {
            flights.began(answer.orderId().orElseThrow(), begin);
            if (!ended.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                System.out.printf("  an order has not ended after %d s: %s%n", PATIENCE.toSeconds(), answer.body());
            }
        }
        return answer;
    }

    @Override
    public void close() throws SQLException {
        ends.close();
        meter.close();
    }
}
