package dev.tandem.orchestrator.operating;

import dev.tandem.idempotency.Idempotent;
import dev.tandem.idempotency.LongOperation;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** For sagas that cannot, or shall not, go on by themselves. What came of it shows at the saga's own address. */
@RestController
@RequestMapping("/sagas/{sagaId}")
class OperatorController {

    private final Operating operating;

    OperatorController(Operating operating) {
        this.operating = operating;
    }

    record Accepted(UUID sagaId, String statusUrl) {}

    /** Asks again, now: a stuck compensation, or a step that waits for its next attempt. */
    @Idempotent(required = false)
    @PostMapping("/retry")
    ResponseEntity<Accepted> retry(@PathVariable UUID sagaId, @Valid @RequestBody Instruct request) {
        return carryOut(sagaId, Action.RETRY, request);
    }

    /** Turns a saga back that has not come to its pivot, the step that it is at included. */
    @Idempotent(required = false)
    @PostMapping("/compensate")
    ResponseEntity<Accepted> compensate(@PathVariable UUID sagaId, @Valid @RequestBody Instruct request) {
        return carryOut(sagaId, Action.COMPENSATE, request);
    }

    /** The stuck compensation was done by hand: the remaining plan goes on. */
    @Idempotent(required = false)
    @PostMapping("/resolve")
    ResponseEntity<Accepted> resolve(@PathVariable UUID sagaId, @Valid @RequestBody Instruct request) {
        return carryOut(sagaId, Action.RESOLVE, request);
    }

    private ResponseEntity<Accepted> carryOut(UUID sagaId, Action action, Instruct request) {
        operating.carryOut(sagaId, action, request.note(), request.requestedBy());
        return LongOperation.at("/sagas/" + sagaId, statusUrl -> new Accepted(sagaId, statusUrl))
                .accepted();
    }
}
