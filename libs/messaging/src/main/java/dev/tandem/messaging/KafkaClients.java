package dev.tandem.messaging;

import dev.tandem.faults.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.kafka.KafkaProperties;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Producer and consumers, with the settings that the guarantees rest on. What is set here cannot be configured away;
 * addresses, security and the rest come from {@code spring.kafka.*}.
 */
final class KafkaClients {

    /** How far a committed offset may lag behind what was handled. */
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);

    private final KafkaProperties kafka;
    private final MessagingProperties messaging;
    private final String service;
    private final @Nullable String instance;
    private final Faults faults;

    /**
     * Reads the settings; connects nowhere yet.
     *
     * @param service names the consumer groups
     * @param instance names this replica, the same after a restart; {@code null} if replicas have no names
     */
    KafkaClients(
            KafkaProperties kafka,
            MessagingProperties messaging,
            String service,
            @Nullable String instance,
            Faults faults) {
        this.kafka = kafka;
        this.messaging = messaging;
        this.service = service;
        this.instance = instance;
        this.faults = faults;
    }

    DefaultKafkaProducerFactory<String, byte[]> producers() {
        var settings = kafka.buildProducerProperties(null);
        settings.putAll(Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                // One request under way per broker: when one batch expires, none behind it has overtaken it.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                millis(messaging.publishTimeout()),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis(messaging.publishTimeout().dividedBy(2)),
                // A broker that is away, or a missing topic: give up soon, the caller tries again with backoff.
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                millis(messaging.publishTimeout().dividedBy(2)),
                // A burst travels together; the publisher flushes at its end, so nobody waits for this to pass.
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024));
        return new DefaultKafkaProducerFactory<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    static KafkaTemplate<String, byte[]> template(DefaultKafkaProducerFactory<String, byte[]> producers) {
        var template = new KafkaTemplate<>(producers);
        template.setProducerListener(new ProducerListener<>() {}); // the publisher tells of what failed, once
        return template;
    }

    <B> ConcurrentMessageListenerContainer<String, byte[]> container(
            Subscription<B> subscription, BatchProcessor<B> processor) {
        var settings = kafka.buildConsumerProperties(null);
        settings.putAll(Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                messaging.batchSize(),
                // A replica that died is replaced after this; one that restarts under its name takes its partitions
                // back at once.
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                10_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                2_000));
        if (subscription.kind().isAtLeisure()) {
            settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 256 * 1024);
            settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
        }
        if (instance != null && messaging.staticMembership()) {
            settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance + "." + subscription.consumer());
        }
        var consumers = consumers(settings);

        var properties = new ContainerProperties(subscription.topic());
        properties.setGroupId(service + "." + subscription.consumer());
        // An offset that was not committed costs a redelivery, which the inbox knows: so not after every small batch.
        properties.setAckMode(ContainerProperties.AckMode.TIME);
        properties.setAckTime(COMMIT_INTERVAL.toMillis());
        properties.setPollTimeout(COMMIT_INTERVAL.toMillis());
        properties.setSyncCommits(false);
        properties.setMessageListener((BatchMessageListener<String, byte[]>)
                (List<ConsumerRecord<String, byte[]>> poll) -> processor.process(poll));

        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName(subscription.consumer());
        container.setConcurrency(messaging.consumers());
        container.setCommonErrorHandler(untilItWorks());
        return container;
    }

    private DefaultKafkaConsumerFactory<String, byte[]> consumers(Map<String, Object> settings) {
        if (!faults.isEnabled()) {
            return new DefaultKafkaConsumerFactory<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        }
        return new DefaultKafkaConsumerFactory<>(settings) {
            @Override
            protected Consumer<String, byte[]> createRawConsumer(Map<String, Object> consumerSettings) {
                return new LinkedConsumer(consumerSettings, faults);
            }
        };
    }

    /** Database or broker away: deliver the same messages again, with growing pauses, for as long as it takes. */
    private static DefaultErrorHandler untilItWorks() {
        var pauses = new ExponentialBackOff(200, 2);
        pauses.setMaxInterval(5_000);
        var handler = new DefaultErrorHandler((message, failure) -> {}, pauses);
        handler.setLogLevel(KafkaException.Level.DEBUG); // the processor has told of the outage, once
        return handler;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
