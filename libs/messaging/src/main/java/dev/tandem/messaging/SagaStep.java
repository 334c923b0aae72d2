package dev.tandem.messaging;

import java.util.UUID;

/**
 * Which attempt at which step of which saga a command belongs to. A participant hands it back unread with its reply,
 * so that the orchestrator can tell a timely answer from one to an attempt that it has given up.
 *
 * @param attempt counts from 1
 */
public record SagaStep(UUID sagaId, String step, Phase phase, int attempt) {

    /** Forwards or backwards. */
    public enum Phase {
        /** The step itself. */
        ACTION,
        /** What undoes the step. */
        COMPENSATION
    }
}
