package dev.tandem.scenarios;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends messages of the past once more, in whatever order: what a broker, or a sender that forgot, may do at any time. */
public final class Redelivery {

    private static final List<String> TOPICS = List.of(
            "order.commands",
            "order.events",
            "payment.commands",
            "payment.events",
            "inventory.commands",
            "inventory.events",
            "shipping.commands",
            "shipping.events",
            "saga.replies");

    private static final String MESSAGE_ID = "ce_id";

    private final Map<String, Object> broker;

    Redelivery(String kafkaAddress) {
        this.broker = Map.of("bootstrap.servers", kafkaAddress);
    }

    /**
     * Sends all that was ever sent about these orders again, shuffled, and waits until everybody has taken it in.
     *
     * @param underNewIds as if their senders had lost their memory, so that no inbox can know them
     * @return how many messages
     */
    public int of(Collection<UUID> orders, Random order, boolean underNewIds) {
        var messages = read(orders.stream().map(UUID::toString).collect(Collectors.toSet()));
        Collections.shuffle(messages, order);
        try (var producer = new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer())) {
            for (var message : messages) {
                var _ = producer.send(again(message, underNewIds));
            }
            producer.flush();
        }
        awaitTakenIn();
        return messages.size();
    }

    /** The ids of all messages of a type that the broker has about an order; a message that was sent twice is there twice. */
    public List<String> copiesOf(String type, UUID order) {
        return read(Set.of(order.toString())).stream()
                .filter(message -> type.equals(header(message, "ce_type")))
                .map(message -> header(message, MESSAGE_ID))
                .toList();
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static ProducerRecord<String, byte[]> again(ConsumerRecord<String, byte[]> message, boolean underNewId) {
        var copy = new ProducerRecord<>(message.topic(), null, message.key(), message.value(), message.headers());
        if (underNewId) {
            copy.headers().remove(MESSAGE_ID);
            copy.headers().add(MESSAGE_ID, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        }
        return copy;
    }

    private List<ConsumerRecord<String, byte[]>> read(Set<String> keys) {
        try (var consumer = new KafkaConsumer<>(broker, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    if (keys.contains(message.key())) {
                        found.add(message);
                    }
                }
            }
            return found;
        }
    }

    private void awaitTakenIn() {
        try (var admin = Admin.create(broker)) {
            await("everybody has taken in what was sent again")
                    .atMost(Stage.PATIENCE)
                    .until(() -> lag(admin) == 0);
        }
    }

    /** How many messages the groups of all services are behind. */
    private static long lag(Admin admin) throws ExecutionException, InterruptedException {
        var groups = admin.listConsumerGroups().all().get().stream()
                .map(group -> group.groupId())
                .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec()));
        var lag = 0L;
        for (var offsets : admin.listConsumerGroupOffsets(groups).all().get().values()) {
            var latest = offsets.keySet().stream().collect(Collectors.toMap(it -> it, it -> OffsetSpec.latest()));
            var ends = admin.listOffsets(latest).all().get();
            for (var partition : offsets.entrySet()) {
                var end = ends.get(partition.getKey());
                if (end != null && partition.getValue() != null) {
                    lag += end.offset() - partition.getValue().offset();
                }
            }
        }
        return lag;
    }
}
