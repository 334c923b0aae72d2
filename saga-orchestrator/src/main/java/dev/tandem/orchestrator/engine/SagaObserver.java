package dev.tandem.orchestrator.engine;

import dev.tandem.orchestrator.machine.SagaInput;
import java.util.Collection;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the outside what becomes of sagas: the log, the meters, and the timer thread that has to know when to look
 * next. After the commit, so that nothing is told twice because a batch was rolled back and redone.
 */
@Component
final class SagaObserver {

    private final SagaLog log;
    private final SagaMeters meters;
    private final Alarm alarm;

    SagaObserver(SagaLog log, SagaMeters meters, Alarm alarm) {
        this.log = log;
        this.meters = meters;
        this.alarm = alarm;
    }

    void started(Collection<SagaInstance<?>> instances) {
        afterCommit(() -> instances.forEach(instance -> {
            meters.started(instance);
            instance.changes().forEach(change -> meters.changed(instance, change));
        }));
    }

    void moved(Collection<SagaInstance<?>> instances) {
        afterCommit(() -> instances.forEach(instance -> {
            instance.wakesAfter().ifPresent(alarm::set);
            instance.changes().forEach(change -> {
                meters.changed(instance, change);
                log.changed(instance, change);
            });
        }));
    }

    /** An answer that was late, repeated, or about an attempt that was given up. */
    void ignored(SagaInstance<?> instance, SagaInput input) {
        meters.ignored();
        log.ignored(instance, input);
    }

    /** Another environment's answer, or one that outlived its saga. */
    void unknown(Incoming incoming) {
        meters.ignored();
        log.unknown(incoming);
    }

    private static void afterCommit(Runnable telling) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                telling.run();
            }
        });
    }
}
