package dev.tandem.orchestrator.fulfillment;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.idempotency.Idempotent;
import dev.tandem.idempotency.LongOperation;
import dev.tandem.messaging.Ids;
import jakarta.validation.Valid;
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

    FulfillmentController(StartingFulfillment starting) {
        this.starting = starting;
    }

    record Started(UUID sagaId, String statusUrl) {}

    @Idempotent(caller = "customerId")
    @PostMapping("/sagas/{definition}")
    ResponseEntity<Started> start(@PathVariable String definition, @Valid @RequestBody StartFulfillment request) {
        var saga =
                OrderFulfillment.named(definition).orElseThrow(() -> Problem.notFound("saga-definition", definition));
        request.refuseOtherThan(saga);
        var sagaId = starting.start(saga, request.fulfillment(Ids.next(), saga));
        return LongOperation.at("/sagas/" + sagaId, statusUrl -> new Started(sagaId, statusUrl))
                .accepted();
    }
}
