package dev.tandem.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.local.platform.Platform;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether what was measured counts: no order and no saga is left half-way, every service's own books are in order, and
 * the services agree on how many orders came to what. Each order by itself is what {@code ./tandem verify} looks at,
 * which takes its time after a hundred thousand of them.
 */
public final class Aftermath {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** By database, a count that must be zero. */
    private static final Map<String, String> LEFT_OVER = Map.of(
            "orders", "SELECT count(*) FROM orders WHERE status = 'PENDING'",
            "coordination", "SELECT count(*) FROM saga WHERE status IN ('RUNNING', 'COMPENSATING', 'STUCK')");

    /** By database, how many orders are in force there; all must agree. */
    private static final Map<String, String> IN_FORCE = Map.of(
            "orders", "SELECT count(*) FROM orders WHERE status = 'CONFIRMED'",
            "payments", "SELECT count(*) FROM payment WHERE status = 'CAPTURED'",
            "inventory", "SELECT count(*) FROM reservation WHERE status = 'CONFIRMED'",
            "shipping", "SELECT count(*) FROM shipment WHERE status <> 'CANCELLED'");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Platform platform;

    public Aftermath(Platform platform) {
        this.platform = platform;
    }

    /** Looks until it is so or patience ends, and says what is not. */
    public boolean isInOrder() throws SQLException, IOException, InterruptedException {
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        var complaints = complaints();
        while (!complaints.isEmpty() && System.nanoTime() < giveUp) {
            Thread.sleep(500);
            complaints = complaints();
        }
        complaints.forEach(complaint -> System.out.println("BROKEN: " + complaint));
        if (complaints.isEmpty()) {
            System.out.printf("%nevery saga ended, the services agree, and every invariant of theirs holds%n");
        }
        return complaints.isEmpty();
    }

    private List<String> complaints() throws SQLException, IOException, InterruptedException {
        var complaints = new ArrayList<String>();
        for (var entry : LEFT_OVER.entrySet()) {
            var left = count(entry.getKey(), entry.getValue());
            if (left > 0) {
                complaints.add("%d are not done in %s".formatted(left, entry.getKey()));
            }
        }
        var confirmed = count("orders", IN_FORCE.getOrDefault("orders", ""));
        for (var entry : IN_FORCE.entrySet()) {
            var inForce = count(entry.getKey(), entry.getValue());
            if (inForce != confirmed) {
                complaints.add("%d in force in %s, %d orders confirmed".formatted(inForce, entry.getKey(), confirmed));
            }
        }
        invariants(complaints);
        return complaints;
    }

    private long count(String database, String query) throws SQLException {
        try (var connection = platform.connect(database);
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void invariants(List<String> complaints) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            for (var service : platform.urls().entrySet()) {
                var request = HttpRequest.newBuilder(service.getValue().resolve("/actuator/invariants"));
                var answer = http.send(request.build(), BodyHandlers.ofString());
                for (var invariant : JSON.readTree(answer.body()).path("invariants")) {
                    if (!invariant.path("violations").isEmpty()) {
                        complaints.add(service.getKey() + ": " + invariant);
                    }
                }
            }
        }
    }
}
