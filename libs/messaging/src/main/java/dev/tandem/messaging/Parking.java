package dev.tandem.messaging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What becomes of messages that cannot be processed: a row among the dead letters, a copy in the dead-letter topic, and
 * for a command the answer that it failed, so that nobody waits for a time-out to learn it.
 */
class Parking {

    private final DeadLetters deadLetters;
    private final MessageWriter writer;

    Parking(DeadLetters deadLetters, MessageWriter writer) {
        this.deadLetters = deadLetters;
        this.writer = writer;
    }

    /** Parks a broken message, and returns what is to be published because of it. */
    List<Outgoing> park(String consumer, Received message, RuntimeException failure, int attempts) {
        var cause = failure.toString();
        deadLetters.park(consumer, message, cause, null, attempts);
        var outgoing = new ArrayList<Outgoing>(2);
        outgoing.add(deadLetter(consumer, message, cause));
        var envelope = message.envelope();
        if (envelope != null) {
            var delivery = new Delivery<>(envelope, message);
            delivery.reply(new Reply.Failed("%s could not be processed".formatted(envelope.type())));
            delivery.caused().forEach(reply -> outgoing.add(writer.write(reply, delivery.origin())));
        }
        return outgoing;
    }

    /**
     * Parks those events whose key has a broken one before them: a history is not read with a page missing.
     *
     * @return the ids of the parked, each with what is to be published because of it
     */
    Map<UUID, List<Outgoing>> parkBehindBroken(String consumer, List<Received> events) {
        var keys = events.stream().map(Received::key).distinct().toList();
        var firstBroken = keys.isEmpty() ? Map.<String, UUID>of() : deadLetters.firstParked(consumer, keys);
        if (!firstBroken.isEmpty()) { // perhaps they are being replayed: wait for it, and look again
            deadLetters.lock(consumer, firstBroken.keySet());
            firstBroken = deadLetters.firstParked(consumer, firstBroken.keySet());
        }
        var parked = new LinkedHashMap<UUID, List<Outgoing>>();
        for (var event : events) {
            var broken = firstBroken.get(event.key());
            if (broken != null && !parked.containsKey(event.id())) {
                var cause = "waits behind %s of the same key".formatted(broken);
                deadLetters.park(consumer, event, cause, broken, 0);
                parked.put(event.id(), List.of(deadLetter(consumer, event, cause)));
            }
        }
        return parked;
    }

    private static Outgoing deadLetter(String consumer, Received message, String cause) {
        var headers = new LinkedHashMap<>(message.headers());
        headers.put(Headers.DEAD_LETTER_CAUSE, cause);
        headers.put(Headers.DEAD_LETTER_CONSUMER, consumer);
        var body = message.kafka().value();
        return new Outgoing(
                Ids.next(),
                message.kafka().topic() + ".dlt",
                message.key(),
                headers,
                body == null ? "" : new String(body, StandardCharsets.UTF_8));
    }
}
