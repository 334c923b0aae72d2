package dev.tandem.defaults.invariants;

import java.util.List;

/**
 * Something that must be true of a service's data at any moment, whatever crashed before. Declare one bean for each:
 *
 * <pre>{@code
 * @Bean
 * Invariant ledgerSumsToZero(JdbcClient jdbc) {
 *     return Invariant.of("ledger-sums-to-zero", () -> jdbc.sql(UNBALANCED).query(String.class).list());
 * }
 * }</pre>
 */
public interface Invariant {

    /** A kebab-case name that stays the same for ever, because reports are compared. */
    String name();

    /** A sentence for each violation, with the ids and values that somebody needs to look into it; none if all is well. */
    List<String> check();

    static Invariant of(String name, Check check) {
        return new Invariant() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<String> check() {
                return check.violations();
            }
        };
    }

    /** Finds the violations. */
    @FunctionalInterface
    interface Check {
        List<String> violations();
    }
}
