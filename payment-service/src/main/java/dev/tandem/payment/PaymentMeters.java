package dev.tandem.payment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What an operator sees of payments: how they end, how many are open, and for how long. */
@Component
class PaymentMeters {

    private final MeterRegistry meters;

    PaymentMeters(MeterRegistry meters, GatewayQueue queue) {
        this.meters = meters;
        Gauge.builder("tandem.payments.open", queue, it -> it.backlog().size())
                .description("Card payments and refunds whose outcome is not known yet")
                .register(meters);
        TimeGauge.builder(
                        "tandem.payments.open.age",
                        queue,
                        TimeUnit.SECONDS,
                        it -> it.backlog().oldestAgeSeconds())
                .description("How long the oldest of them has been open")
                .register(meters);
    }

    /** Counts the payment's status if the transaction commits; a batch that is rolled back and redone counts once. */
    void countAfterCommit(Payment payment) {
        var counter = meters.counter(
                "tandem.payments",
                "method",
                payment.method().name().toLowerCase(Locale.ROOT),
                "outcome",
                payment.status().name().toLowerCase(Locale.ROOT));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                counter.increment();
            }
        });
    }
}
