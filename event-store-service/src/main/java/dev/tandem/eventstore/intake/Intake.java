package dev.tandem.eventstore.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.contracts.Topics;
import dev.tandem.eventsourcing.Append;
import dev.tandem.eventsourcing.AppendResult;
import dev.tandem.eventsourcing.EventStore;
import dev.tandem.eventsourcing.Expected;
import dev.tandem.eventsourcing.NewEvent;
import dev.tandem.eventstore.schema.SchemaRegistry;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Subscription;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Takes in what happens in every service, as it is, once: the log knows an event's id for ever, so it needs no inbox
 * beside it. A stream is what one service tells about one key, {@code payment-4711}; its order is the order
 * in the topic. An event that is not what its schema says is dead-lettered, and the later ones of its key wait behind it.
 */
@Configuration(proxyBeanMethods = false)
class Intake {

    /** What producers write today; what is read in another form is lifted when it is read. */
    private static final int SCHEMA_VERSION = 1;

    private final EventStore store;
    private final SchemaRegistry schemas;

    Intake(EventStore store, SchemaRegistry schemas) {
        this.store = store;
        this.schemas = schemas;
    }

    @Bean
    Subscription<JsonNode> orderEvents() {
        return Subscription.everyEvent(Topics.ORDER_EVENTS, this::take);
    }

    @Bean
    Subscription<JsonNode> paymentEvents() {
        return Subscription.everyEvent(Topics.PAYMENT_EVENTS, this::take);
    }

    @Bean
    Subscription<JsonNode> inventoryEvents() {
        return Subscription.everyEvent(Topics.INVENTORY_EVENTS, this::take);
    }

    @Bean
    Subscription<JsonNode> shippingEvents() {
        return Subscription.everyEvent(Topics.SHIPPING_EVENTS, this::take);
    }

    private void take(List<Delivery<JsonNode>> batch) {
        var appends = batch.stream().map(this::append).toList();
        var results = store.append(appends);
        for (var i = 0; i < results.size(); i++) {
            switch (results.get(i)) {
                case AppendResult.Appended _, AppendResult.Repeated _ -> {}
                case AppendResult.Conflict _, AppendResult.IdTaken _ ->
                    throw new IllegalStateException(
                            "%s: %s".formatted(appends.get(i).streamId(), results.get(i)));
            }
        }
    }

    private Append append(Delivery<JsonNode> delivery) {
        var envelope = delivery.envelope();
        schemas.check(envelope.type(), SCHEMA_VERSION, delivery.body()).stream()
                .findFirst()
                .ifPresent(violation -> {
                    throw new IllegalArgumentException("not what the schema of %s says: %s %s"
                            .formatted(envelope.type(), violation.field(), violation.message()));
                });
        var event = new NewEvent(
                envelope.id(), envelope.type(), SCHEMA_VERSION, delivery.body(), metadata(envelope), envelope.time());
        return new Append(streamId(envelope), new Expected.Any(), List.of(event));
    }

    /** {@code /payment-service} tells about {@code payment-} and the key. */
    private static String streamId(Envelope envelope) {
        var kind = envelope.source().replaceFirst("^/", "").replaceFirst("-service$", "");
        return kind + "-" + envelope.key();
    }

    private static JsonNode metadata(Envelope envelope) {
        var origin = envelope.origin();
        var metadata = JsonNodeFactory.instance
                .objectNode()
                .put("correlationId", origin.correlationId())
                .put("source", envelope.source());
        if (origin.causationId() != null) {
            metadata.put("causationId", origin.causationId().toString());
        }
        if (origin.traceparent() != null) {
            metadata.put("traceparent", origin.traceparent());
        }
        if (origin.coordination() != null) {
            metadata.put("coordination", origin.coordination());
        }
        return metadata;
    }
}
