package dev.tandem.orchestrator.engine;

import dev.tandem.orchestrator.engine.SagaInstance.Change;
import dev.tandem.orchestrator.machine.Pending;
import dev.tandem.orchestrator.machine.Pending.WaitsFor;
import dev.tandem.orchestrator.machine.SagaInput;
import dev.tandem.orchestrator.machine.SagaInput.Instruction;
import dev.tandem.orchestrator.machine.SagaState.Compensated;
import dev.tandem.orchestrator.machine.SagaState.Compensating;
import dev.tandem.orchestrator.machine.SagaState.Completed;
import dev.tandem.orchestrator.machine.SagaState.Failed;
import dev.tandem.orchestrator.machine.SagaState.Running;
import dev.tandem.orchestrator.machine.SagaState.Stuck;
import dev.tandem.orchestrator.machine.SagaStatus;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** A line where a saga turns out otherwise than hoped. What goes well is in the history, and counted. */
@Component
final class SagaLog {

    private static final Logger log = LoggerFactory.getLogger(SagaLog.class);

    void changed(SagaInstance<?> saga, Change change) {
        var step = saga.stepAt(change.before()).orElse("");
        cameIn(saga, step, change.input());
        switch (change.after()) {
            case Running(var at) -> running(saga, step, at);
            case Compensating _ when change.before().status() != SagaStatus.RUNNING -> {}
            case Compensating(var _, var reason) ->
                log.info("Saga {} of order {} turns back at {}: {}", saga.id(), saga.businessKey(), step, reason);
            case Stuck(var at, var reason) ->
                log.warn(
                        "Saga {} of order {} is stuck: {} could not be undone in {} attempts; it turned back because of {}",
                        saga.id(),
                        saga.businessKey(),
                        step,
                        at.attempt(),
                        reason);
            case Completed _ -> log.debug("Saga {} of order {} is complete", saga.id(), saga.businessKey());
            case Compensated(var reason) ->
                log.info("Saga {} of order {} is undone: {}", saga.id(), saga.businessKey(), reason);
            case Failed(var reason) ->
                log.info("Saga {} of order {} failed at its first step: {}", saga.id(), saga.businessKey(), reason);
        }
    }

    private static void cameIn(SagaInstance<?> saga, String step, SagaInput input) {
        if (input instanceof Instruction instruction) {
            log.info(
                    "Saga {} of order {} is told by {} to {} {}: {}",
                    saga.id(),
                    saga.businessKey(),
                    Objects.requireNonNullElse(instruction.audit().requestedBy(), "an operator"),
                    instruction.getClass().getSimpleName(),
                    step,
                    instruction.audit().note());
        } else if (saga.isUnexpectedRefusal(input)) {
            log.warn(
                    "Saga {} of order {} does not know this refusal of {}, and trusts it only that far: {}",
                    saga.id(),
                    saga.businessKey(),
                    step,
                    input);
        }
    }

    /** Past the pivot there is no last attempt, but each time the usual number is used up somebody should know. */
    private static void running(SagaInstance<?> saga, String step, Pending at) {
        var retries = saga.saga().step(at.step()).request().retries();
        if (at.waitsFor() == WaitsFor.RETRY && at.attempt() % retries.maxAttempts() == 0) {
            log.warn(
                    "Saga {} of order {} cannot turn back and asks on for {} after {} attempts",
                    saga.id(),
                    saga.businessKey(),
                    step,
                    at.attempt());
        }
    }

    void ignored(SagaInstance<?> saga, SagaInput input) {
        log.debug("Saga {} of order {}, {}, ignores {}", saga.id(), saga.businessKey(), saga.state(), input);
    }

    void unknown(Incoming incoming) {
        log.warn("There is no saga {} for {}", incoming.sagaId(), incoming.input());
    }
}
