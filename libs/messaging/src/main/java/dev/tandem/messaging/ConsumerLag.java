package dev.tandem.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** How many messages this replica has not taken in yet of the partitions that it has, as of its last fetch. */
final class ConsumerLag implements MeterBinder {

    /** The Kafka client's own count, one for each partition. */
    private static final String OF_A_PARTITION = "records-lag";

    private final ConcurrentMessageListenerContainer<?, ?> container;
    private final String consumer;

    private ConsumerLag(ConcurrentMessageListenerContainer<?, ?> container, String consumer) {
        this.container = container;
        this.consumer = consumer;
    }

    static ConsumerLag of(ConcurrentMessageListenerContainer<?, ?> container, String consumer) {
        return new ConsumerLag(container, consumer);
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("tandem.inbox.lag", container, ConsumerLag::messages)
                .description("Messages that wait in this replica's partitions")
                .tag("consumer", consumer)
                .register(meters);
    }

    private static double messages(ConcurrentMessageListenerContainer<?, ?> container) {
        return container.metrics().values().stream()
                .flatMap(it -> it.values().stream())
                .filter(it -> it.metricName().name().equals(OF_A_PARTITION))
                .mapToDouble(it -> ((Number) it.metricValue()).doubleValue())
                .filter(it -> !Double.isNaN(it))
                .sum();
    }
}
