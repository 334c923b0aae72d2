package dev.tandem.payment;

import dev.tandem.payment.gateway.PaymentGateway;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Takes open card payments from the queue and has each carried out on a virtual thread of its own. Woken when the queue
 * is added to; looks by itself at the start and every so often, for what a dead process left and what is due again.
 */
@Component
class GatewayWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(GatewayWorker.class);

    private final GatewayQueue queue;
    private final PaymentGateway gateway;
    private final CardPayments cardPayments;
    private final WorkerProperties properties;
    private final Semaphore bell = new Semaphore(0);
    private final Semaphore free;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("card-payment-", 0).factory());
    private volatile boolean running;

    GatewayWorker(GatewayQueue queue, PaymentGateway gateway, CardPayments cardPayments, WorkerProperties properties) {
        this.queue = queue;
        this.gateway = gateway;
        this.cardPayments = cardPayments;
        this.properties = properties;
        this.free = new Semaphore(properties.concurrency());
    }

    @TransactionalEventListener
    void wake(GatewayQueue.Added event) {
        bell.release();
    }

    @Override
    public boolean isAutoStartup() {
        return properties.enabled();
    }

    @Override
    public void start() {
        running = true;
        threads.execute(this::run);
    }

    private void run() {
        try {
            while (running) {
                if (!gateway.takesQuestions() || !takeUp()) {
                    bell.tryAcquire(properties.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
                    bell.drainPermits();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    /** Claims as many as there are hands free; true if there may be more. */
    private boolean takeUp() throws InterruptedException {
        free.acquire();
        var hands = 1 + free.drainPermits();
        var taken = 0;
        try {
            var tasks = queue.claim(hands, properties.lease());
            for (var task : tasks) {
                threads.execute(() -> carryOut(task));
                taken++;
            }
            return taken == hands;
        } catch (RuntimeException e) { // the database is away, and will be back
            log.warn("cannot look for open card payments now: {}", e.toString());
            return false;
        } finally {
            free.release(hands - taken);
        }
    }

    /** Whatever goes wrong, the row stays, and is due again when the claim runs out. */
    private void carryOut(GatewayQueue.Task task) {
        try {
            cardPayments.carryOut(task);
        } catch (RuntimeException e) {
            log.error("payment {} could not be carried out, attempt {}", task.paymentId(), task.attempts(), e);
        } finally {
            free.release();
        }
    }

    /** Claims nothing more, and lets those at work finish as long as the lease is theirs. */
    @Override
    public void stop() {
        running = false;
        bell.release();
        try {
            if (!free.tryAcquire(properties.concurrency(), properties.lease().toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("stopped with questions to the gateway still out; they will be asked again");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the listeners and before the web server, behind which the simulated gateway is. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 512;
    }
}
