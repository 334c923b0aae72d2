package dev.tandem.defaults.invariants;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Checks every {@link Invariant} when asked: {@code GET /actuator/invariants}. */
@Endpoint(id = "invariants")
class InvariantsEndpoint {

    /** Enough to see a pattern; a broken table should not answer with all its rows. */
    private static final int MOST_VIOLATIONS = 20;

    private static final Logger log = LoggerFactory.getLogger(InvariantsEndpoint.class);

    private final List<Invariant> invariants;
    private final Clock clock;

    InvariantsEndpoint(List<Invariant> invariants, Clock clock) {
        this.invariants = invariants.stream()
                .sorted(Comparator.comparing(Invariant::name))
                .toList();
        this.clock = clock;
    }

    @ReadOperation
    Report check() {
        var checkedAt = clock.instant();
        var results = invariants.stream().map(InvariantsEndpoint::check).toList();
        return new Report(results.stream().allMatch(Result::holds), checkedAt, results);
    }

    private static Result check(Invariant invariant) {
        try {
            return Result.of(invariant.name(), invariant.check());
        } catch (RuntimeException e) {
            // What cannot be checked is not known to hold; the other invariants still have an answer.
            log.warn("invariant {} could not be checked", invariant.name(), e);
            return Result.of(invariant.name(), List.of("could not be checked: the log says why"));
        }
    }

    /** Whether all of them hold, and each one's findings. */
    record Report(boolean holds, Instant checkedAt, List<Result> invariants) {}

    /** The first violations, and how many more there are. */
    record Result(String name, boolean holds, List<String> violations, int more) {

        static Result of(String name, List<String> violations) {
            var shown = violations.stream().limit(MOST_VIOLATIONS).toList();
            return new Result(name, violations.isEmpty(), shown, violations.size() - shown.size());
        }
    }
}
