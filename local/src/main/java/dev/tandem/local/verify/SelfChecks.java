package dev.tandem.local.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a service says about its own books. */
final class SelfChecks {

    private static final String PATH = "/actuator/invariants";

    private SelfChecks() {}

    static List<Check> of(String service, Json json) throws InterruptedException {
        try {
            var answer = json.get(service, PATH);
            if (answer.isEmpty()) {
                return List.of(); // it has no books
            }
            return StreamSupport.stream(answer.get().path("invariants").spliterator(), false)
                    .map(invariant -> check(service, invariant))
                    .toList();
        } catch (Unreadable e) {
            return List.of(new Check(service, "answers", List.of(e.getMessage())));
        }
    }

    private static Check check(String service, JsonNode invariant) {
        var violations = new ArrayList<String>();
        invariant.path("violations").forEach(violation -> violations.add(violation.asText()));
        if (invariant.path("more").asInt() > 0) {
            violations.add("and " + invariant.path("more").asInt() + " more");
        }
        if (violations.isEmpty() && !invariant.path("holds").asBoolean()) {
            violations.add("does not hold");
        }
        return new Check(service, invariant.path("name").asText(), violations);
    }
}
