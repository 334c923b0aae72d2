package dev.tandem.idempotency;

import dev.tandem.defaults.problems.Problem;
import java.time.Duration;

/** A store that does not answer: better no work than work that may be a repeat. */
final class StoreProblem {

    private StoreProblem() {}

    static Problem unavailable() {
        return Problem.of(
                        503, "idempotency-store-unavailable", "Whether this is a repeat cannot be found out just now.")
                .retryAfter(Duration.ofSeconds(1));
    }
}
