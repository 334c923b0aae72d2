package dev.tandem.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.local.platform.Platform;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A participant dies, an order is placed under each coordination, and the participant comes back. */
final class Outage {

    /** How long somebody may look at what there is of the orders before anybody mends anything. */
    private static final Duration MEANWHILE = Duration.ofSeconds(4);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Platform platform;
    private final Shopper shopper;
    private final Books books;
    private final String victim;

    Outage(Platform platform, Shopper shopper, Books books, String victim) {
        this.platform = platform;
        this.shopper = shopper;
        this.books = books;
        this.victim = victim;
    }

    /**
     * What became of one order.
     *
     * @param answer what the customer heard, and when
     * @param meanwhile what was in force of it while the participant was away
     * @param end how it ended, and when
     */
    record Course(String answer, String meanwhile, String end) {}

    /** By coordination, in their order. The participant is back when this returns, whatever happened. */
    SequencedMap<String, Course> play(List<String> coordinations)
            throws SQLException, IOException, InterruptedException {
        var answers = new LinkedHashMap<String, Shopper.Answer>();
        var meanwhile = new LinkedHashMap<String, String>();
        platform.kill(victim);
        try {
            for (var coordination : coordinations) {
                answers.put(coordination, shopper.order(coordination));
            }
            Thread.sleep(MEANWHILE);
            for (var answer : answers.entrySet()) {
                meanwhile.put(answer.getKey(), inForce(answer.getValue()));
            }
        } finally {
            System.out.printf("  %s is started again%n", victim);
            platform.start(victim);
        }
        var back = System.nanoTime();
        var courses = new LinkedHashMap<String, Course>();
        for (var answer : answers.entrySet()) {
            var heard = answer.getValue();
            courses.put(
                    answer.getKey(),
                    new Course(
                            "%s after %.0f ms".formatted(heard.inShort(), heard.nanos() / 1e6),
                            meanwhile.getOrDefault(answer.getKey(), ""),
                            end(heard, back)));
        }
        return courses;
    }

    private String inForce(Shopper.Answer answer) throws SQLException {
        var id = answer.orderId();
        return id.isEmpty() ? "nothing" : books.of(id.get()).inWords();
    }

    private String end(Shopper.Answer answer, long back) throws IOException, InterruptedException {
        if (answer.orderId().isEmpty()) {
            return "not placed";
        }
        if (answer.status() == 409) {
            return "aborted at once";
        }
        var id = answer.orderId().get();
        var order = order(id);
        while (isOpen(order) && System.nanoTime() - back < PATIENCE.toNanos()) {
            Thread.sleep(Duration.ofMillis(20));
            order = order(id);
        }
        return "%s %.1f s later".formatted(order.path("status").asText("unknown"), (System.nanoTime() - back) / 1e9);
    }

    /** An order that is in doubt is not there yet. */
    private static boolean isOpen(JsonNode order) {
        return order.path("status").asText("PENDING").equals("PENDING") || order.has("type");
    }

    private JsonNode order(String id) throws IOException, InterruptedException {
        return JSON.readTree(shopper.read("order-service", "/orders/" + id));
    }
}
