package dev.tandem.orchestrator.machine;

import java.time.Duration;

/**
 * How long a saga has lived, and been at its step, at the moment of asking; by the database's clock, which all replicas
 * share and no restart resets.
 *
 * @param total since it began
 * @param atStep since it came to the step that it carries out or undoes
 */
public record Age(Duration total, Duration atStep) {

    /** Of a saga that begins now. */
    public static final Age NEW = new Age(Duration.ZERO, Duration.ZERO);

    /** The same moment, at a step just come to. */
    public Age atNewStep() {
        return new Age(total, Duration.ZERO);
    }
}
