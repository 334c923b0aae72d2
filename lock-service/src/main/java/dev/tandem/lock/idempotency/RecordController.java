package dev.tandem.lock.idempotency;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.idempotency.Attempt;
import dev.tandem.idempotency.Claim;
import dev.tandem.idempotency.JdbcRecords;
import dev.tandem.idempotency.JdbcRecords.Kept;
import dev.tandem.idempotency.RecordKey;
import dev.tandem.idempotency.StoredAnswer;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The same records that the starter keeps, for whoever has none: claim a key, do the work, say what came of it. Work and
 * record are not one transaction here; what a crash between them leaves is found by the next claim when the lease ends.
 */
@RestController
@RequestMapping("/idempotency-records")
class RecordController {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final JdbcRecords records;
    private final ResponseJson json;

    RecordController(JdbcRecords records, ResponseJson json) {
        this.records = records;
        this.json = json;
    }

    /** 201: do the work. 200: it is done. 409: somebody is at it. 422: the key stands for another request. */
    @PostMapping
    ResponseEntity<RecordView> open(@Valid @RequestBody OpenRecord request) {
        var attempt = request.attempt();
        return switch (records.claim(attempt)) {
            case Claim.Granted(var recoveryPoint, var _) ->
                ResponseEntity.status(HttpStatus.CREATED)
                        .body(RecordView.opened(attempt.key(), attempt.owner(), recoveryPoint));
            case Claim.Answered(var answer) ->
                ResponseEntity.ok(RecordView.completed(attempt.key(), json.response(answer)));
            case Claim.InProgress() ->
                throw Problem.of(409, "idempotency-request-in-progress", "Somebody is working on it.")
                        .with("state", "IN_PROGRESS")
                        .retryAfter(SOON);
            case Claim.Mismatch() ->
                throw Problem.of(422, "idempotency-key-reused", "The key came with another request before.");
        };
    }

    @GetMapping("/{scope}/{key}")
    RecordView read(@PathVariable String scope, @PathVariable String key) {
        var recordKey = new RecordKey(scope, key);
        return view(recordKey, find(recordKey));
    }

    /** What became of the work; only for the claim that it belongs to, and only once. */
    @PutMapping("/{scope}/{key}")
    RecordView end(@PathVariable String scope, @PathVariable String key, @Valid @RequestBody EndRecord request) {
        var recordKey = new RecordKey(scope, key);
        var kept = find(recordKey);
        var owner = Objects.requireNonNullElse(request.owner(), kept.owner());
        checkMine(owner.equals(kept.owner()) && kept.answer() == null);
        var lease = Objects.requireNonNullElse(request.lease(), OpenRecord.USUAL_LEASE);
        var attempt = new Attempt(recordKey, owner, kept.fingerprint(), lease, kept.retention());
        var state = Objects.requireNonNullElse(request.state(), EndRecord.State.COMPLETED);
        return switch (state) {
            case IN_PROGRESS -> {
                checkMine(records.renew(attempt));
                if (request.recoveryPoint() != null) {
                    checkMine(records.reached(attempt, request.recoveryPoint()));
                }
                yield RecordView.inProgress(recordKey);
            }
            case COMPLETED -> {
                var answer = answer(request);
                checkMine(records.complete(attempt, answer));
                yield RecordView.completed(recordKey, json.response(answer));
            }
            case FAILED -> {
                records.release(attempt);
                yield RecordView.freed(recordKey);
            }
        };
    }

    @DeleteMapping("/{scope}/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String scope, @PathVariable String key) {
        records.forget(new RecordKey(scope, key));
    }

    private StoredAnswer answer(EndRecord request) {
        if (request.status() == null) {
            throw Problem.invalid("status", "is required of an answer");
        }
        return json.answer(request.status(), request.headers(), request.body());
    }

    private Kept find(RecordKey key) {
        return records.find(key).orElseThrow(() -> Problem.notFound("idempotency-record", key.key()));
    }

    private RecordView view(RecordKey key, Kept kept) {
        return kept.answer() == null
                ? RecordView.inProgress(key)
                : RecordView.completed(key, json.response(kept.answer()));
    }

    private static void checkMine(boolean mine) {
        if (!mine) {
            throw Problem.of(409, "claim-lost", "The record is answered, or another attempt has claimed it.");
        }
    }
}
