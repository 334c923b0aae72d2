package dev.tandem.orchestrator.engine;

import dev.tandem.messaging.BatchHandler;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Reply;
import dev.tandem.orchestrator.machine.SagaInput.Answered;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes in what participants answer. The commands that an answer causes leave with its delivery. */
@Component
final class SagaReplies implements BatchHandler<Reply> {

    private final InstanceManager sagas;

    SagaReplies(InstanceManager sagas) {
        this.sagas = sagas;
    }

    @Override
    public void handle(List<Delivery<Reply>> batch) {
        sagas.advance(batch.stream().map(SagaReplies::incoming).toList());
    }

    private static Incoming incoming(Delivery<Reply> delivery) {
        var step = delivery.envelope().sagaStep();
        if (step == null) {
            throw new IllegalArgumentException(
                    "reply %s names no saga step".formatted(delivery.envelope().id()));
        }
        return new Incoming(step.sagaId(), new Answered(step, delivery.body()), delivery::send);
    }
}
