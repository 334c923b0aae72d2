package dev.tandem.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Who makes an order's four services agree. Travels as the {@code coordination} header of every message of an order. */
public enum Coordination {
    /** The saga orchestrator sends commands and undoes them in reverse (guide, 'Orchestration-Based Sagas'). */
    SAGA_ORCHESTRATED("saga-orchestrated"),
    /** Services react to each other's events (guide, 'Choreography-Based Sagas'). */
    SAGA_CHOREOGRAPHED("saga-choreographed"),
    /** All services prepare, then all commit (guide, 'Two-Phase Commit'). */
    TWO_PHASE_COMMIT("two-phase-commit"),
    /** Two-phase commit with a durable announcement in between (guide, 'Three-Phase Commit'). */
    THREE_PHASE_COMMIT("three-phase-commit");

    private final String wireName;

    Coordination(String wireName) {
        this.wireName = wireName;
    }

    /** The name in JSON and headers. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /**
     * Reads a name from JSON or a header.
     *
     * @throws IllegalArgumentException naming what is known, if {@code wireName} is not one of them
     */
    @JsonCreator
    public static Coordination of(String wireName) {
        return Arrays.stream(values())
                .filter(known -> known.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown coordination '%s', known are %s"
                        .formatted(
                                wireName,
                                Arrays.stream(values())
                                        .map(Coordination::wireName)
                                        .toList())));
    }
}
