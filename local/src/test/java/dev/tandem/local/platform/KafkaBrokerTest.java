package dev.tandem.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tandem.local.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One real broker for all. Every test finds it running. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaBrokerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String TOPIC = "order.events";

    private final KafkaBroker kafka;

    KafkaBrokerTest(@TempDir Path folder) {
        var settings = TestPlatform.settings(folder);
        var home = Home.of(settings);
        kafka = new KafkaBroker(home, Ports.free(), () -> new Jvms(settings, home, false, false).broker());
    }

    /** Its jar is made in the phase package, which comes before these tests only when all of the build runs. */
    @BeforeAll
    static void onlyWhenTheBrokerIsPackaged() {
        assumeThat(Path.of("broker/target/tandem-local-broker-0.1.0.jar"))
                .as("the broker's jar, which mvn verify makes first")
                .exists();
    }

    @BeforeEach
    void start() {
        kafka.start(PATIENCE);
    }

    @AfterAll
    void stop() {
        kafka.stop(PATIENCE);
    }

    @Test
    void hasEveryTopicAndItsDeadLetters() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.address()))) {
            var topics = admin.describeTopics(List.of("saga.replies", "payment.commands.dlt"))
                    .allTopicNames()
                    .get();

            assertThat(topics.values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(4));
            assertThat(admin.listTopics().names().get()).contains(Topics.names().toArray(String[]::new));
        }
    }

    @Test
    void messagesSurviveAKillAndAStop() throws Exception {
        send("before the kill");
        kafka.process().signal(Signal.KILL);
        kafka.start(PATIENCE);

        send("before the stop");
        kafka.stop(PATIENCE);
        assertThat(kafka.process().hasDied()).isFalse();
        kafka.start(PATIENCE);

        assertThat(messages()).containsExactly("before the kill", "before the stop");
    }

    @Test
    void aFrozenOneIsNotReady() {
        kafka.process().signal(Signal.STOP);
        assertThat(kafka.isReady()).isFalse();

        kafka.process().signal(Signal.CONT);
        kafka.awaitReady(PATIENCE);
    }

    private void send(String message) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", kafka.address(), "acks", "all");
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, 0, "key", message)).get();
        }
    }

    private List<String> messages() {
        Map<String, Object> properties = Map.of("bootstrap.servers", kafka.address());
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            var messages = new ArrayList<String>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(message -> messages.add(message.value()));
            }
            return messages;
        }
    }
}
