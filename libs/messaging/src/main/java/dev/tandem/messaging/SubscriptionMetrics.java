package dev.tandem.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What a subscription counts: {@code tandem.inbox.*}, tagged with the consumer, which is the topic unless there are several. */
final class SubscriptionMetrics {

    private final Timer batches;
    private final Counter handled;
    private final Counter repeated;
    private final Counter parked;

    SubscriptionMetrics(MeterRegistry meters, String consumer) {
        batches = Timer.builder("tandem.inbox.batch")
                .description("Handling one poll's messages, until what they caused is published")
                .tag("consumer", consumer)
                .register(meters);
        handled = counter(meters, "tandem.inbox.handled", "Messages handled for the first time", consumer);
        repeated = counter(meters, "tandem.inbox.repeated", "Messages that were known already", consumer);
        parked = counter(meters, "tandem.inbox.parked", "Messages that ended among the dead letters", consumer);
    }

    private static Counter counter(MeterRegistry meters, String name, String description, String consumer) {
        return Counter.builder(name)
                .description(description)
                .tag("consumer", consumer)
                .register(meters);
    }

    void time(Runnable batch) {
        batches.record(batch);
    }

    void handled(int fresh, int known) {
        handled.increment(fresh);
        repeated.increment(known);
    }

    void parked() {
        parked.increment();
    }
}
