package dev.tandem.orchestrator.fulfillment;

import dev.tandem.contracts.Coordination;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Outbox;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Starts a saga that creates its order itself, instead of being started by the order. */
@RestController
class FulfillmentController {

    private final StartingFulfillment starting;
    private final Outbox outbox;

    FulfillmentController(StartingFulfillment starting, Outbox outbox) {
        this.starting = starting;
        this.outbox = outbox;
    }

    record Started(UUID sagaId, String statusUrl) {}

    @PostMapping("/sagas/{definition}")
    ResponseEntity<Started> start(@PathVariable String definition, @Valid @RequestBody StartFulfillment request) {
        var saga =
                OrderFulfillment.named(definition).orElseThrow(() -> Problem.notFound("saga-definition", definition));
        request.refuseOtherThan(saga);
        var sagaId = starting.start(saga, request.fulfillment(Ids.next(), saga), origin());
        var statusUrl = "/sagas/" + sagaId;
        return ResponseEntity.accepted().location(URI.create(statusUrl)).body(new Started(sagaId, statusUrl));
    }

    private Origin origin() {
        return outbox.currentOrigin().coordinatedBy(Coordination.SAGA_ORCHESTRATED.wireName());
    }
}
