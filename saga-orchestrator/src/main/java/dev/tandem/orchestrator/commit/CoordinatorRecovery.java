package dev.tandem.orchestrator.commit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes up transactions that nobody drives: at start-up those that this instance drove when it died, and all the time
 * those whose owner's time is up, be it dead, standing still, or waiting between two rounds. Every replica looks, and
 * each transaction is taken by one.
 */
@Component
class CoordinatorRecovery implements SmartLifecycle {

    private static final int BATCH = 20;
    private static final Logger log = LoggerFactory.getLogger(CoordinatorRecovery.class);

    private final TransactionLog transactions;
    private final Coordinator coordinator;
    private final CoordinatorProperties properties;
    private final String me;
    private boolean databaseIsAway;
    private CountDownLatch stopped = new CountDownLatch(1);
    private Thread thread = new Thread();

    CoordinatorRecovery(
            TransactionLog transactions,
            Coordinator coordinator,
            CoordinatorProperties properties,
            @Value("${tandem.instance:${spring.application.name}}") String me) {
        this.transactions = transactions;
        this.coordinator = coordinator;
        this.properties = properties;
        this.me = me;
    }

    @Override
    public synchronized void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofVirtual().name("transaction-recovery").start(this::run);
    }

    private void run() {
        var starting = true;
        try {
            do {
                starting &= !look(starting);
            } while (!stopped.await(properties.recoveryInterval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            log.debug("stopping");
        }
    }

    /** Looks once, and says whether the database let it. */
    private boolean look(boolean starting) {
        try {
            transactions.takeOver(me, starting, properties.lease(), BATCH).forEach(coordinator::resume);
            transactions.forget(properties.retention());
            databaseIsAway = false;
            return true;
        } catch (RuntimeException e) { // whatever it is, this thread must not die of it
            if (!databaseIsAway) {
                log.warn("transactions cannot be looked after, and are looked for until it works: {}", e.toString());
            }
            databaseIsAway = true;
            return false;
        }
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }
}
