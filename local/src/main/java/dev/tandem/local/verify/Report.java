package dev.tandem.local.verify;

import java.util.List;

/**
 * What a verification found.
 *
 * @param checks every invariant
 * @param orders how many orders there are
 * @param inFlight how many of them were not decided yet, and therefore not judged
 */
public record Report(List<Check> checks, int orders, int inFlight) {

    public Report {
        checks = List.copyOf(checks);
    }

    public boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }

    /** Nothing is broken, and nothing was left out. */
    public boolean isFinal() {
        return holds() && inFlight == 0;
    }

    /** Everything that is broken, a sentence each. */
    public List<String> violations() {
        return checks.stream()
                .flatMap(check -> check.violations().stream()
                        .map(violation -> check.where() + ", " + check.name() + ": " + violation))
                .toList();
    }
}
