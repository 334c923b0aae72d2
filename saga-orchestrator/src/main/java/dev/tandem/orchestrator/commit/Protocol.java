package dev.tandem.orchestrator.commit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** How the participants are brought to one outcome. */
enum Protocol {
    /** Votes, then the decision (guide, 'Two-Phase Commit (2PC)'). */
    TWO_PHASE_COMMIT("two-phase-commit"),
    /** Votes, then an announcement that the participants can go on from by themselves, then the decision. */
    THREE_PHASE_COMMIT("three-phase-commit");

    private final String wireName;

    Protocol(String wireName) {
        this.wireName = wireName;
    }

    @JsonValue
    String wireName() {
        return wireName;
    }

    @JsonCreator
    static Protocol of(String wireName) {
        return Arrays.stream(values())
                .filter(known -> known.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown protocol '%s'".formatted(wireName)));
    }
}
