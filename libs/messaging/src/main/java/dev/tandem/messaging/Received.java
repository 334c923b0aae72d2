package dev.tandem.messaging;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic, with its outside read as far as it can be.
 *
 * @param envelope {@code null} if its headers make no sense
 * @param unreadable why, in that case
 */
record Received(
        ConsumerRecord<String, byte[]> kafka,
        UUID id,
        @Nullable Envelope envelope,
        @Nullable UnreadableMessage unreadable) {

    static Received of(ConsumerRecord<String, byte[]> kafka, MessageReader<?> reader) {
        try {
            var envelope = reader.envelope(kafka);
            return new Received(kafka, envelope.id(), envelope, null);
        } catch (UnreadableMessage e) {
            return new Received(kafka, idOfPlace(kafka), null, e);
        }
    }

    String key() {
        return kafka.key() == null ? "" : kafka.key();
    }

    Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        for (var header : kafka.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    /** Headers that whatever this message causes has in common with it. */
    Map<String, String> inherited() {
        return envelope == null ? Map.of() : MessageWriter.inherited(envelope.handedDown());
    }

    String place() {
        return "%s-%d@%d".formatted(kafka.topic(), kafka.partition(), kafka.offset());
    }

    /** A message without a usable id is known by where it lies, so that a redelivery is recognised all the same. */
    private static UUID idOfPlace(ConsumerRecord<?, ?> kafka) {
        var place = "%s-%d@%d".formatted(kafka.topic(), kafka.partition(), kafka.offset());
        return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
    }
}
