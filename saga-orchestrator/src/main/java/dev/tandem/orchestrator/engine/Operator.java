package dev.tandem.orchestrator.engine;

import dev.tandem.orchestrator.machine.SagaInput.Instruction;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The operator's hand on a saga. It has no way around the state machine: an instruction is an input like any other,
 * locks the same row, leaves its line in the history, and what it causes leaves with the same transaction.
 */
@Component
public class Operator {

    private final InstanceManager sagas;

    Operator(InstanceManager sagas) {
        this.sagas = sagas;
    }

    /** Carries an instruction out, unless the saga's state forbids it. */
    @Transactional
    public Verdict instruct(UUID sagaId, Instruction instruction) {
        return sagas.instruct(sagaId, instruction);
    }
}
