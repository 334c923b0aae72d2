package dev.tandem.orchestrator.operating;

import dev.tandem.orchestrator.machine.SagaInput.Audit;
import dev.tandem.orchestrator.machine.SagaInput.Instruction;
import dev.tandem.orchestrator.machine.SagaInput.Resolve;
import dev.tandem.orchestrator.machine.SagaInput.Retry;
import dev.tandem.orchestrator.machine.SagaInput.TurnBack;

/** What an operator can do to a saga; the last part of its address, in lower case. */
public enum Action {
    /** Asks again, now: a stuck compensation, or whatever waits for its next attempt. */
    RETRY,
    /** Turns back a saga that is not past its pivot. */
    COMPENSATE,
    /** Says that the stuck compensation was done by hand. */
    RESOLVE;

    Instruction with(Audit audit) {
        return switch (this) {
            case RETRY -> new Retry(audit);
            case COMPENSATE -> new TurnBack(audit);
            case RESOLVE -> new Resolve(audit);
        };
    }

    /** When it is possible, for those who tried when it was not. */
    String when() {
        return switch (this) {
            case RETRY -> "a saga that is STUCK, or waits for its next attempt, can be asked to retry";
            case COMPENSATE -> "a saga can be turned back while it is RUNNING and has not come to its pivot";
            case RESOLVE -> "only a STUCK compensation can be resolved by hand";
        };
    }
}
