package dev.tandem.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaTemplate;

/** Gives messages to the broker and waits until it has them all. Thread-safe. */
class Publisher {

    private final KafkaTemplate<String, byte[]> kafka;
    private final Duration timeout;

    Publisher(KafkaTemplate<String, byte[]> kafka, Duration timeout) {
        this.kafka = kafka;
        this.timeout = timeout;
    }

    /**
     * Publishes in the order of the list. When this returns, every in-sync replica has every message; when it throws,
     * some may have been published and will be again.
     *
     * @throws PublishingFailed if the broker did not take them all in time
     */
    void publish(List<Outgoing> messages) {
        if (messages.isEmpty()) {
            return;
        }
        try {
            var acknowledgements = new ArrayList<CompletableFuture<?>>(messages.size());
            for (var message : messages) {
                acknowledgements.add(kafka.send(toRecord(message)));
            }
            kafka.flush(); // the whole batch is buffered: lingering for more would only cost time
            CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishingFailed(messages.size(), e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            throw new PublishingFailed(messages.size(), e);
        }
    }

    private static ProducerRecord<String, byte[]> toRecord(Outgoing message) {
        var record = new ProducerRecord<>(
                message.topic(), message.key(), message.body().getBytes(StandardCharsets.UTF_8));
        message.completeHeaders()
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /** The broker did not acknowledge. Passing: the same messages will be published again. */
    static final class PublishingFailed extends RuntimeException {

        PublishingFailed(int messages, Throwable cause) {
            super("the broker did not take %d messages: %s".formatted(messages, cause), cause);
        }
    }
}
