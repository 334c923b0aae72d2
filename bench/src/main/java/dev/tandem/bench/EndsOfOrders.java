package dev.tandem.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Listens for the events that end orders, as anybody may: an order's journey ends when the world can know it, not when
 * some process thinks so. Cheap, because key and type are on a message's outside.
 */
public final class EndsOfOrders implements AutoCloseable {

    private static final String TOPIC = "order.events";
    private static final Set<String> ENDS = Set.of("OrderConfirmed", "OrderCancelled");

    private final KafkaConsumer<String, byte[]> consumer;
    private final Flights flights;
    private final Thread listener;
    private volatile boolean closed;

    public EndsOfOrders(String kafka, Flights flights) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        20,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        this.flights = flights;
        var partitions = consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // looks the end up now, not at the first poll
        this.listener = Thread.ofPlatform().name("ends-of-orders").start(this::listen);
    }

    private void listen() {
        while (!closed) {
            var messages = consumer.poll(Duration.ofMillis(100));
            var now = System.nanoTime();
            messages.forEach(message -> {
                if (ENDS.contains(type(message))) {
                    flights.ended(message.key(), now);
                }
            });
        }
    }

    private static String type(ConsumerRecord<String, byte[]> message) {
        var header = message.headers().lastHeader("ce_type");
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
    }
}
