package dev.tandem.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaServerTest {

    @Test
    void createsTopicsThatMayExistAlready() throws Exception {
        KafkaServer.shared().createTopics(3, "first", "second");
        KafkaServer.shared().createTopics(3, "second", "third");

        try (var admin = KafkaServer.shared().admin()) {
            assertThat(admin.listTopics().names().get()).contains("first", "second", "third");
        }
    }

    @Test
    void comesBackAtTheSamePlaceWithItsRecords() throws Exception {
        try (var server = KafkaServer.start()) {
            server.createTopics(1, "kept");
            try (var producer = producer(server)) {
                producer.send(new ProducerRecord<>("kept", "before")).get();
                server.stop();
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>("kept", "while it is away"))
                                .get())
                        .hasRootCauseInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
                server.restart();
                producer.send(new ProducerRecord<>("kept", "after")).get();
            }
            try (var consumer = consumer(server)) {
                consumer.subscribe(List.of("kept"));
                assertThat(consumer.poll(Duration.ofSeconds(10))
                                .iterator()
                                .next()
                                .value())
                        .isEqualTo("before");
            }
        }
    }

    private static KafkaProducer<String, String> producer(KafkaServer server) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                server.bootstrapServers(),
                "delivery.timeout.ms",
                1500,
                "request.timeout.ms",
                1000);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static KafkaConsumer<String, String> consumer(KafkaServer server) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", server.bootstrapServers(),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }
}
