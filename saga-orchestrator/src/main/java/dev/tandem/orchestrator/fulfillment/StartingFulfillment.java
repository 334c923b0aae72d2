package dev.tandem.orchestrator.fulfillment;

import dev.tandem.contracts.Coordination;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Outbox;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.engine.InstanceManager;
import dev.tandem.orchestrator.engine.Start;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Begins the fulfilment of an order that does not exist yet: creating it is the saga's first step. */
@Component
class StartingFulfillment {

    private final InstanceManager sagas;
    private final Outbox outbox;

    StartingFulfillment(InstanceManager sagas, Outbox outbox) {
        this.sagas = sagas;
        this.outbox = outbox;
    }

    /** Returns the saga's id once the saga, and the command that creates the order, are durable. */
    @Transactional
    UUID start(Saga<Fulfillment> saga, Fulfillment order) {
        var origin = outbox.currentOrigin().coordinatedBy(Coordination.SAGA_ORCHESTRATED.wireName());
        var sagaId = Ids.next();
        var businessKey = order.orderId().toString();
        sagas.start(List.of(
                new Start<>(sagaId, saga, businessKey, order, null, origin, command -> outbox.send(command, origin))));
        return sagaId;
    }
}
