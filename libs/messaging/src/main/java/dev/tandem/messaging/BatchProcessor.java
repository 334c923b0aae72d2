package dev.tandem.messaging;

import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import dev.tandem.messaging.Subscription.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes one poll's messages in.
 *
 * <ol>
 *   <li>In one transaction: have the messages handled, and note them in the inbox with what they caused. Hardly ever is
 *       one of them a repeat, so nobody looks first; if one is, the inbox refuses its second row, everything is rolled
 *       back and done again without it.
 *   <li>Publish what they caused, now and at earlier deliveries, and wait for the broker.
 *   <li>Return, and the container commits the offsets.
 * </ol>
 *
 * A crash before the commit leaves nothing; one after it leaves inbox rows, and the redelivered messages' answers are
 * sent again from there. So the offset is the relay's cursor, and what a message causes needs no outbox.
 *
 * <p>If the transaction fails and it is not the database's doing, it is done again message by message: a poison message
 * is tried some times, then parked, and hurts nobody else.
 *
 * @param <B> the messages' common type
 */
class BatchProcessor<B> {

    private static final Logger log = LoggerFactory.getLogger(BatchProcessor.class);

    /** How often a whole batch is tried that meets others at the same rows. */
    private static final int CONTENTION_TRIES = 3;

    /**
     * As long as a topic is about orders that are coordinated otherwise, a few large looks at it do as well as many small
     * ones, and cost less. An order of ours that comes into such talk is taken up by so much later.
     */
    private static final Duration WHILE_OTHERS_TALK = Duration.ofMillis(50);

    /**
     * The least time between the beginnings of two batches. What comes alone is handled at once, however short this is or
     * long; under load it lets messages gather that would otherwise each pay for a transaction, a request to the broker
     * and some changes of thread.
     */
    private static final Duration BEAT = Duration.ofMillis(20);

    private final Subscription<B> subscription;
    private final MessageReader<B> reader;
    private final MessageWriter writer;
    private final Inbox inbox;
    private final Parking parking;
    private final Publisher publisher;
    private final TransactionOperations transaction;
    private final Backoff backoff;
    private final int attempts;
    private final SubscriptionMetrics metrics;
    private final MessageSpans spans;
    private final Faults faults;

    /** Whether database or broker were away at the last try: an outage is worth one line, not one per try. */
    private final AtomicBoolean waiting = new AtomicBoolean();

    BatchProcessor(Subscription<B> subscription, MessageReader<B> reader, Toolbox toolbox) {
        this.subscription = subscription;
        this.reader = reader;
        this.writer = toolbox.writer();
        this.inbox = toolbox.inbox();
        this.parking = toolbox.parking();
        this.publisher = toolbox.publisher();
        this.transaction = toolbox.transaction();
        this.backoff = toolbox.backoff();
        this.attempts = toolbox.attempts();
        this.metrics = toolbox.metrics(subscription.consumer());
        this.spans = toolbox.spans();
        this.faults = toolbox.faults();
    }

    /** What is done about messages that were handled before. */
    private enum Repeats {
        /** Nothing: if there is one, its inbox row is refused. */
        UNLIKELY,
        /** They are looked up and not handled again, but what they caused is published again. */
        LEFT_OUT
    }

    /** What every subscription's processing needs. */
    record Toolbox(
            MessageWriter writer,
            Inbox inbox,
            Parking parking,
            Publisher publisher,
            TransactionOperations transaction,
            Backoff backoff,
            int attempts,
            MeterRegistry meters,
            MessageSpans spans,
            Faults faults) {

        SubscriptionMetrics metrics(String consumer) {
            return new SubscriptionMetrics(meters, consumer);
        }
    }

    /**
     * Handles the messages, and returns when their effects are committed and what they caused is published.
     *
     * @throws RuntimeException if database or broker are not to be had: nothing is lost, the messages shall be delivered
     *     again after a while
     */
    void process(List<ConsumerRecord<String, byte[]>> poll) {
        var messages = poll.stream()
                .filter(this::concernsUs)
                .map(message -> Received.of(message, reader))
                .toList();
        if (messages.isEmpty()) {
            if (isAboutOthers(poll)) {
                LockSupport.parkNanos(WHILE_OTHERS_TALK.toNanos());
            }
            return;
        }
        var began = System.nanoTime();
        var beganAt = Instant.now();
        try {
            metrics.time(() -> publish(handleOnce(messages)));
            spans.handled(consumer(), messages, beganAt);
        } catch (RuntimeException e) {
            if (!waiting.getAndSet(true)) {
                log.warn("messages from {} wait, and are tried again until it works: {}", consumer(), e.toString());
            }
            throw e;
        }
        if (waiting.getAndSet(false)) {
            log.info("messages from {} are handled again", consumer());
        }
        LockSupport.parkNanos(BEAT.toNanos() - (System.nanoTime() - began));
    }

    /** Most of what a topic of events carries is for others, so that is found out before anything is parsed. */
    private boolean concernsUs(ConsumerRecord<String, byte[]> message) {
        return reader.isCoordinatedBy(subscription.coordination(), message)
                && (subscription.kind() == Kind.COMMANDS || reader.mayUnderstand(message));
    }

    private boolean isAboutOthers(List<ConsumerRecord<String, byte[]>> poll) {
        var coordination = subscription.coordination();
        return coordination != null
                && poll.stream().noneMatch(message -> reader.isCoordinatedBy(coordination, message));
    }

    private List<Outgoing> handleOnce(List<Received> messages) {
        for (var failures = 0; ; failures++) {
            try {
                return inTransaction(messages, failures == 0 ? Repeats.UNLIKELY : Repeats.LEFT_OUT);
            } catch (RuntimeException e) {
                if (Failures.isPassing(e)) {
                    throw e;
                }
                if (failures == CONTENTION_TRIES || (failures > 0 && !Failures.isContention(e))) {
                    log.debug("a batch of {} from {} failed, going on one by one", messages.size(), consumer(), e);
                    return oneByOne(messages);
                }
                if (failures > 0) { // the first time, a repeat is the likeliest cause, and that is no contention
                    backoff.pause(failures);
                }
            }
        }
    }

    private List<Outgoing> oneByOne(List<Received> messages) {
        var outgoing = new ArrayList<Outgoing>();
        for (var message : messages) {
            outgoing.addAll(alone(message));
        }
        return outgoing;
    }

    private List<Outgoing> alone(Received message) {
        for (var attempt = 1; ; attempt++) {
            try {
                return inTransaction(List.of(message), Repeats.LEFT_OUT);
            } catch (RuntimeException e) {
                if (Failures.isPassing(e)) {
                    throw e;
                }
                if (e instanceof UnreadableMessage || attempt == attempts) {
                    return park(message, e, attempt);
                }
                backoff.pause(attempt);
            }
        }
    }

    private List<Outgoing> inTransaction(List<Received> messages, Repeats repeats) {
        if (subscription.kind() == Kind.SIGHTINGS) {
            transaction.executeWithoutResult(status -> see(messages));
            return List.of();
        }
        var outgoing = Objects.requireNonNull(transaction.execute(status -> {
            var caused = handle(messages, repeats);
            faults.reach(FaultPoint.INBOX_BEFORE_COMMIT, messages, Received::key);
            return caused;
        }));
        faults.reach(FaultPoint.INBOX_AFTER_COMMIT, messages, Received::key);
        return outgoing;
    }

    /** The handler keeps what it sees once, so the inbox is spared a row for each message. */
    private void see(List<Received> messages) {
        var deliveries = messages.stream().map(this::open).toList();
        subscription.handler().handle(deliveries);
        deliveries.forEach(this::written);
        metrics.handled(deliveries.size(), 0);
    }

    private void publish(List<Outgoing> messages) {
        publisher.publish(faults.survivors(FaultPoint.INBOX_BEFORE_PUBLISH, messages, Outgoing::key));
        faults.reach(FaultPoint.INBOX_AFTER_PUBLISH, messages, Outgoing::key);
    }

    /** The heart: everything in here commits together or not at all. */
    private List<Outgoing> handle(List<Received> messages, Repeats repeats) {
        var known =
                switch (repeats) {
                    case UNLIKELY -> Map.<UUID, List<Outgoing>>of();
                    case LEFT_OUT -> inbox.answers(consumer(), messages);
                };
        var waiting = subscription.kind().isInOrder()
                ? parking.parkBehindBroken(consumer(), notIn(known, messages))
                : Map.<UUID, List<Outgoing>>of();

        var deliveries = new LinkedHashMap<UUID, Delivery<B>>();
        for (var message : messages) {
            if (!known.containsKey(message.id()) && !waiting.containsKey(message.id())) {
                deliveries.computeIfAbsent(message.id(), id -> open(message));
            }
        }
        if (!deliveries.isEmpty()) {
            subscription.handler().handle(List.copyOf(deliveries.values()));
        }

        var answers = new LinkedHashMap<>(waiting);
        deliveries.forEach((id, delivery) -> answers.put(id, written(delivery)));
        inbox.record(consumer(), byMessage(subscription.kind().isRemembered() ? answers : waiting, messages));
        metrics.handled(deliveries.size(), messages.size() - answers.size());

        answers.putAll(known);
        return messages.stream()
                .map(Received::id)
                .distinct()
                .flatMap(id -> answers.getOrDefault(id, List.of()).stream())
                .toList();
    }

    /** A message that was delivered twice at once has one entry. */
    private static Map<Received, List<Outgoing>> byMessage(Map<UUID, List<Outgoing>> answers, List<Received> messages) {
        var byMessage = new LinkedHashMap<Received, List<Outgoing>>();
        var left = new HashMap<>(answers);
        for (var message : messages) {
            var caused = left.remove(message.id());
            if (caused != null) {
                byMessage.put(message, caused);
            }
        }
        return byMessage;
    }

    private static List<Received> notIn(Map<UUID, ?> known, List<Received> messages) {
        return messages.stream()
                .filter(message -> !known.containsKey(message.id()))
                .toList();
    }

    private Delivery<B> open(Received message) {
        var envelope = message.envelope();
        if (envelope == null) {
            throw Objects.requireNonNull(message.unreadable());
        }
        return new Delivery<>(envelope, reader.body(envelope, message.kafka()));
    }

    /** Where the inbox does not remember what was caused, a crash would lose it. */
    private List<Outgoing> written(Delivery<B> delivery) {
        if (!subscription.kind().isRemembered() && !delivery.caused().isEmpty()) {
            throw new IllegalStateException("%s only looks, and yet it sends".formatted(consumer()));
        }
        var origin = delivery.origin();
        return delivery.caused().stream()
                .map(message -> writer.write(message, origin))
                .toList();
    }

    private List<Outgoing> park(Received message, RuntimeException failure, int attempt) {
        log.warn(
                "{} {} of key {} could not be processed after {} attempts ({}); it is in the dead letters, and {}",
                message.envelope() == null ? "message" : message.envelope().type(),
                message.id(),
                message.key(),
                attempt,
                failure.toString(),
                subscription.kind().isInOrder() ? "later ones of its key wait behind it" : "later ones pass");
        metrics.parked();
        return Objects.requireNonNull(transaction.execute(status -> {
            var known = inbox.answers(consumer(), List.of(message)).get(message.id());
            if (known != null) {
                return known; // parked at an earlier delivery, which only matters where the inbox is not asked first
            }
            var answers = parking.park(consumer(), message, failure, attempt);
            inbox.record(consumer(), Map.of(message, answers));
            return answers;
        }));
    }

    private String consumer() {
        return subscription.consumer();
    }
}
