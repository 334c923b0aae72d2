package dev.tandem.messaging;

import dev.tandem.faults.Faults;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that does not see what comes from a service to which the link is cut. A partition stops before the first
 * such message and stays there, so no message is lost or overtaken and no offset beyond it is committed; what others sent
 * behind it on the same partition waits too, other partitions go on. Once the link is whole, it goes on where it stopped.
 *
 * <p>Only a process with faults has it. Used by one thread, as consumers are.
 */
final class LinkedConsumer extends KafkaConsumer<String, byte[]> {

    /** How often to look whether a link is whole again. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Faults faults;

    /** The partitions that stopped, each with the service whose message it stopped at. */
    private final Map<TopicPartition, String> stopped = new HashMap<>();

    LinkedConsumer(Map<String, Object> settings, Faults faults) {
        super(settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.faults = faults;
    }

    @Override
    public ConsumerRecords<String, byte[]> poll(Duration timeout) {
        goOn();
        return stopAtCutLinks(
                super.poll(stopped.isEmpty() || timeout.compareTo(LOOK_AGAIN) < 0 ? timeout : LOOK_AGAIN));
    }

    private void goOn() {
        if (!stopped.isEmpty()) {
            stopped.keySet().retainAll(assignment()); // the others are somebody else's by now
            var whole = stopped.entrySet().stream()
                    .filter(stop -> !faults.isCut(stop.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            resume(whole);
            whole.forEach(stopped::remove);
        }
    }

    private ConsumerRecords<String, byte[]> stopAtCutLinks(ConsumerRecords<String, byte[]> polled) {
        var seen = new HashMap<TopicPartition, List<ConsumerRecord<String, byte[]>>>();
        for (var partition : polled.partitions()) {
            var records = polled.records(partition);
            for (var i = 0; i < records.size(); i++) {
                var sender = senderOf(records.get(i));
                if (sender != null && faults.isCut(sender)) {
                    seek(partition, records.get(i).offset());
                    pause(List.of(partition));
                    stopped.put(partition, sender);
                    records = records.subList(0, i);
                }
            }
            if (!records.isEmpty()) {
                seen.put(partition, records);
            }
        }
        return new ConsumerRecords<>(seen);
    }

    private static @Nullable String senderOf(ConsumerRecord<String, byte[]> message) {
        var source = message.headers().lastHeader(Headers.SOURCE);
        return source == null || source.value() == null
                ? null
                : new String(source.value(), StandardCharsets.UTF_8).replaceFirst("^/", "");
    }
}
