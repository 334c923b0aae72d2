package dev.tandem.local.verify;

import java.util.List;

/**
 * One invariant, looked at once.
 *
 * @param where the service that checked itself, or {@code platform} for what spans services
 * @param name the invariant's
 * @param violations what breaks it, each a sentence; empty when it holds
 */
public record Check(String where, String name, List<String> violations) {

    public Check {
        violations = List.copyOf(violations);
    }

    public boolean holds() {
        return violations.isEmpty();
    }
}
