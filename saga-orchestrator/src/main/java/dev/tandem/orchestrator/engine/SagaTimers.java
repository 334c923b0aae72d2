package dev.tandem.orchestrator.engine;

import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves the sagas whose time has come: an attempt that nobody answered, the next attempt of a failed step. Moments are
 * kept in the database and compared with its clock, so they survive restarts and do not depend on whose clock is right;
 * after a restart, what became due meanwhile is due at once. Every replica looks, and each saga is locked by one.
 *
 * <p>Starts last and stops first, as all beans of the default phase do: what it sends finds the outbox open.
 */
@Component
final class SagaTimers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SagaTimers.class);

    private final InstanceManager sagas;
    private final SagaStore store;
    private final Alarm alarm;
    private final TransactionTemplate transactions;
    private final SagaProperties properties;
    private volatile boolean running;
    private boolean databaseIsAway;
    private Thread thread = new Thread();

    SagaTimers(
            InstanceManager sagas,
            SagaStore store,
            Alarm alarm,
            PlatformTransactionManager transactionManager,
            SagaProperties properties) {
        this.sagas = sagas;
        this.store = store;
        this.alarm = alarm;
        this.transactions = new TransactionTemplate(transactionManager);
        this.properties = properties;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("saga-timers").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        alarm.set(Duration.ZERO);
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try {
            while (running) {
                if (!fireDue()) {
                    alarm.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Moves what is due, and says whether there may be more. */
    boolean fireDue() {
        try {
            var fired = transactions.execute(status -> sagas.advanceDue(properties.timerBatch()));
            return fired != null && fired == properties.timerBatch();
        } catch (RuntimeException e) { // whatever it is, this thread must not die of it
            log.debug("A batch of due sagas could not be moved, going on one by one", e);
            fireOneByOne();
            return false;
        }
    }

    /** So that a saga that cannot be moved hurts itself alone. */
    private void fireOneByOne() {
        try {
            store.findDue(properties.timerBatch()).forEach(this::fire);
            databaseIsAway = false;
        } catch (RuntimeException e) { // nothing is lost: the next look will find them
            if (!databaseIsAway) {
                log.warn("Due sagas wait, and are looked for until it works: {}", e.toString());
            }
            databaseIsAway = true;
        }
    }

    private void fire(UUID id) {
        try {
            transactions.executeWithoutResult(status -> sagas.advanceDue(id));
        } catch (RuntimeException e) {
            store.postpone(id, properties.postponement());
            log.error("Saga {} cannot be moved and waits for another {}", id, properties.postponement(), e);
        }
    }
}
