package dev.tandem.shipping;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.contracts.shipping.ShippingCommand;
import dev.tandem.contracts.shipping.ShippingCommand.CancelShipment;
import dev.tandem.contracts.shipping.ShippingCommand.CreateShipment;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a saga orchestrator would send. */
final class Samples {

    static final Address BERLIN = new Address("Alice", "Street 1", "Berlin", "10115", "DE");
    static final Address SOUTH_POLE = new Address("Bob", "Station 1", "Amundsen-Scott", "00000", "AQ");
    static final Address NOWHERE_IN_BERLIN = new Address("Carol", "Street 2", "Berlin", "", "DE");

    private Samples() {}

    static ShippingCommand createShipment(UUID orderId) {
        return new CreateShipment(orderId, BERLIN);
    }

    static ShippingCommand cancelShipment(UUID orderId) {
        return new CancelShipment(orderId, CancellationReason.TIMEOUT);
    }

    /** Each delivery is a message of its own, as when a saga asks again. */
    static Delivery<ShippingCommand> delivery(ShippingCommand command) {
        var key = command.orderId().toString();
        var step = new SagaStep(Ids.next(), "create-shipment", SagaStep.Phase.ACTION, 1);
        var envelope = new Envelope(
                Ids.next(),
                key,
                command.getClass().getSimpleName(),
                "/saga-orchestrator",
                Instant.EPOCH,
                key,
                Origin.of("test"),
                "saga.replies",
                step);
        return new Delivery<>(envelope, command);
    }

    static Reply replyTo(Delivery<?> delivery) {
        return bodies(delivery, Reply.class).getFirst();
    }

    static <T> List<T> bodies(Delivery<?> delivery, Class<T> type) {
        return delivery.caused().stream()
                .map(message -> message.body())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
