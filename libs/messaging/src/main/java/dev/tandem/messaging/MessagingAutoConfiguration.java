package dev.tandem.messaging;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tandem.faults.Faults;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.kafka.KafkaAutoConfiguration;
import org.springframework.boot.autoconfigure.kafka.KafkaProperties;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts messaging together for a service that has a {@link javax.sql.DataSource}, a transaction manager and
 * {@code spring.kafka.bootstrap-servers}. The tables come with the Flyway location
 * {@code classpath:db/migration/messaging}.
 */
@AutoConfiguration(
        after = {JdbcClientAutoConfiguration.class, TransactionAutoConfiguration.class},
        afterName = "org.springframework.boot.actuate.autoconfigure.tracing.BraveAutoConfiguration",
        before = KafkaAutoConfiguration.class)
@EnableConfigurationProperties({MessagingProperties.class, KafkaProperties.class})
@Import({TracingConfiguration.class, DeadLettersConfiguration.class})
class MessagingAutoConfiguration {

    /** Messages have a mapper of their own: web settings must not change what is on the wire. */
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Bean
    KafkaClients kafkaClients(
            KafkaProperties kafka,
            MessagingProperties messaging,
            @Value("${spring.application.name}") String service,
            @Value("${tandem.instance:#{null}}") String instance,
            Faults faults) {
        return new KafkaClients(kafka, messaging, service, instance, faults);
    }

    @Bean
    DefaultKafkaProducerFactory<String, byte[]> messagingProducers(KafkaClients clients) {
        return clients.producers();
    }

    @Bean
    KafkaTemplate<String, byte[]> messagingTemplate(DefaultKafkaProducerFactory<String, byte[]> messagingProducers) {
        return KafkaClients.template(messagingProducers);
    }

    @Bean
    Publisher publisher(KafkaTemplate<String, byte[]> messagingTemplate, MessagingProperties properties) {
        return new Publisher(messagingTemplate, properties.publishTimeout());
    }

    @Bean
    MessageWriter messageWriter(@Value("${spring.application.name}") String service, ObjectProvider<Clock> clock) {
        return new MessageWriter(json, service, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    @ConditionalOnMissingBean
    CallerOrigin callerOrigin() {
        return new CallerOrigin(() -> null);
    }

    @Bean
    OutboxRows outboxRows(
            JdbcClient jdbc,
            MessageWriter writer,
            ObjectProvider<MessageSource> sources,
            Publisher publisher,
            PlatformTransactionManager transactions,
            MessagingProperties properties,
            Faults faults) {
        return new OutboxRows(
                jdbc,
                json,
                writer,
                sources.orderedStream().toList(),
                publisher,
                new TransactionTemplate(transactions),
                properties.outboxBatchSize(),
                faults);
    }

    @Bean
    OutboxRelay outboxRelay(OutboxRows rows, MessagingProperties properties) {
        return new OutboxRelay(rows, properties.outboxSweep());
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, MessageWriter writer, CallerOrigin callerOrigin, OutboxRelay relay) {
        return new TransactionalOutbox(jdbc, json, writer, callerOrigin, relay::wake);
    }

    @Bean
    DeadLetters deadLetters(JdbcClient jdbc) {
        return new DeadLetters(jdbc, json);
    }

    @Bean
    DeadLetterRows deadLetterRows(JdbcClient jdbc) {
        return new DeadLetterRows(jdbc, json);
    }

    @Bean
    Inbox inbox(JdbcClient jdbc) {
        return new Inbox(jdbc, json);
    }

    @Bean
    DeadLetterDesk deadLetterDesk(
            DeadLetterRows rows,
            DeadLetters deadLetters,
            Inbox inbox,
            Outbox outbox,
            ObjectProvider<Subscription<?>> subscriptions,
            PlatformTransactionManager transactions) {
        var replays = new HashMap<String, Replay<?>>();
        subscriptions.stream().forEach(it -> replays.put(it.consumer(), replay(it, outbox)));
        return new DeadLetterDesk(rows, deadLetters, inbox, replays, new TransactionTemplate(transactions));
    }

    private <B> Replay<?> replay(Subscription<B> subscription, Outbox outbox) {
        return new Replay<>(subscription, new MessageReader<>(json, subscription.types()), outbox);
    }

    @Bean
    InboxRotation inboxRotation(
            JdbcClient jdbc, PlatformTransactionManager transactions, MessagingProperties properties) {
        return new InboxRotation(jdbc, new TransactionTemplate(transactions), properties.inboxRetention());
    }

    @Bean
    @ConditionalOnProperty(name = "tandem.messaging.listen", matchIfMissing = true)
    SubscriptionContainers subscriptionContainers(
            List<Subscription<?>> subscriptions,
            KafkaClients clients,
            Inbox inbox,
            MessageWriter writer,
            DeadLetters deadLetters,
            Publisher publisher,
            PlatformTransactionManager transactions,
            MessagingProperties properties,
            MeterRegistry meters,
            ObjectProvider<MessageSpans> spans,
            Faults faults) {
        var toolbox = new BatchProcessor.Toolbox(
                writer,
                inbox,
                new Parking(deadLetters, writer),
                publisher,
                new TransactionTemplate(transactions),
                new Backoff(properties.firstDelay(), Duration.ofSeconds(5)),
                properties.attempts(),
                meters,
                spans.getIfAvailable(() -> MessageSpans.NONE),
                faults);
        return new SubscriptionContainers(subscriptions, subscription -> {
            var container = container(subscription, clients, toolbox);
            ConsumerLag.of(container, subscription.consumer()).bindTo(meters);
            return container;
        });
    }

    private <B> ConcurrentMessageListenerContainer<String, byte[]> container(
            Subscription<B> subscription, KafkaClients clients, BatchProcessor.Toolbox toolbox) {
        var reader = new MessageReader<>(json, subscription.types());
        return clients.container(subscription, new BatchProcessor<>(subscription, reader, toolbox));
    }

    @Bean
    OutboxEndpoint outboxEndpoint(OutboxRows rows) {
        return new OutboxEndpoint(rows);
    }

    @Bean
    InboxEndpoint inboxEndpoint(JdbcClient jdbc, ObjectProvider<Subscription<?>> subscriptions) {
        return new InboxEndpoint(jdbc, subscriptions.orderedStream().toList());
    }

    @Bean
    DeadLettersEndpoint deadLettersEndpoint(DeadLetters deadLetters, DeadLetterRows rows, DeadLetterDesk desk) {
        return new DeadLettersEndpoint(deadLetters, rows, desk);
    }

    /** What an operator sets alarms on: an outbox that grows, dead letters that nobody has looked at. */
    @Bean
    MeterBinder messagingGauges(OutboxRows rows, DeadLetters deadLetters) {
        return meters -> {
            Gauge.builder("tandem.outbox.pending", rows, r -> r.backlog().pending())
                    .description("Messages that wait for the broker")
                    .register(meters);
            Gauge.builder("tandem.outbox.oldest.age", rows, r -> r.backlog().oldestAgeSeconds())
                    .description("How long the oldest of them has waited")
                    .baseUnit("seconds")
                    .register(meters);
            Gauge.builder("tandem.deadletters.parked", deadLetters, DeadLetters::count)
                    .description("Messages that could not be processed and wait for a decision")
                    .register(meters);
        };
    }
}
