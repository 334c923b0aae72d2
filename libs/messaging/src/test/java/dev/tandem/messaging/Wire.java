package dev.tandem.messaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.testsupport.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The test's own ends of the wire: sends what a service would send, and reads all that is in a topic. */
final class Wire implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final MessageWriter writer;
    private final KafkaServer broker;
    private final KafkaProducer<String, byte[]> producer;

    Wire(KafkaServer broker) {
        this(broker, "test");
    }

    /** @param service whose messages these are to be */
    Wire(KafkaServer broker, String service) {
        this.writer = new MessageWriter(JSON, service, Clock.systemUTC());
        this.broker = broker;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "20"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** A command as the orchestrator would write it, not yet sent. */
    Outgoing command(String topic, String key, Object body) {
        return command(topic, key, body, Origin.of("test-" + key));
    }

    Outgoing command(String topic, String key, Object body, Origin origin) {
        var step = new SagaStep(UUID.randomUUID(), "count", SagaStep.Phase.ACTION, 1);
        return writer.write(Message.command(topic, key, body, CountingService.REPLIES, step), origin);
    }

    void send(List<Outgoing> messages) {
        messages.forEach(this::buffer);
        producer.flush();
    }

    void send(Outgoing... messages) {
        send(List.of(messages));
    }

    /** Something that is no message of ours at all. */
    void sendRubbish(String topic, String key) {
        var _ = producer.send(new ProducerRecord<>(topic, key, "{{{".getBytes(StandardCharsets.UTF_8)));
        producer.flush();
    }

    private void buffer(Outgoing message) {
        var record = new ProducerRecord<>(
                message.topic(), message.key(), message.body().getBytes(StandardCharsets.UTF_8));
        message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        var _ = producer.send(record);
    }

    /** All that the topic holds now, each partition in order. */
    List<ConsumerRecord<String, String>> read(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new org.apache.kafka.common.TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, String>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** All of one key that the topic holds now, in order. */
    List<ConsumerRecord<String, String>> read(String topic, String key) {
        return read(topic).stream().filter(record -> key.equals(record.key())).toList();
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
