package dev.tandem.scenarios.shop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What shall go wrong at a named point of a service: {@code Fault.crashAt("payment.after-charge").skipping(2)}.
 *
 * @param skip so many hits pass first
 * @param subject only to this order, or whatever passes the point; {@code null} for whichever comes
 */
public record Fault(
        String point,
        String action,
        int skip,
        @Nullable String subject,
        @Nullable Duration delay) {

    public static Fault crashAt(String point) {
        return new Fault(point, "CRASH", 0, null, null);
    }

    public static Fault delayAt(String point, Duration delay) {
        return new Fault(point, "DELAY", 0, null, delay);
    }

    public static Fault failAt(String point) {
        return new Fault(point, "FAIL", 0, null, null);
    }

    public static Fault dropAt(String point) {
        return new Fault(point, "DROP", 0, null, null);
    }

    public Fault skipping(int hits) {
        return new Fault(point, action, hits, subject, delay);
    }

    public Fault onlyFor(Object newSubject) {
        return new Fault(point, action, skip, newSubject.toString(), delay);
    }

    /** The body of {@code POST /actuator/faults/{point}}. */
    Map<String, Object> toJson() {
        var body = new LinkedHashMap<String, Object>(Map.of("action", action, "skip", skip));
        if (subject != null) {
            body.put("subject", subject);
        }
        if (delay != null) {
            body.put("delay", delay.toString());
        }
        return body;
    }

    @Override
    public String toString() {
        return "%s at %s%s".formatted(action, point, skip == 0 ? "" : " after %d".formatted(skip));
    }
}
