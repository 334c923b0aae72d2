package dev.tandem.orchestrator.machine;

import java.util.List;
import java.util.stream.Stream;

/** How a saga is doing. */
public enum SagaStatus {
    /** Carrying out its steps. */
    RUNNING(Life.WORKING),
    /** Undoing, in reverse order, what it did or may have done. */
    COMPENSATING(Life.WORKING),
    /** A compensation exhausted its attempts. A late success continues the saga, or an operator decides. */
    STUCK(Life.WAITING),
    /** Every step is done. */
    COMPLETED(Life.ENDED),
    /** Everything that was done is undone. */
    COMPENSATED(Life.ENDED),
    /** The first step was refused: there was nothing to undo. */
    FAILED(Life.ENDED);

    private enum Life {
        WORKING,
        WAITING,
        ENDED
    }

    private final Life life;

    SagaStatus(Life life) {
        this.life = life;
    }

    /** Goes on by itself: always has a timer, so that it cannot be forgotten. */
    public boolean isWorking() {
        return life == Life.WORKING;
    }

    /** Nothing changes it any more. */
    public boolean isEnded() {
        return life == Life.ENDED;
    }

    /** What has not ended. */
    public static List<SagaStatus> live() {
        return Stream.of(values()).filter(status -> !status.isEnded()).toList();
    }
}
