package dev.tandem.idempotency;

import dev.tandem.idempotency.OperatorRecords.Count;
import dev.tandem.idempotency.OperatorRecords.Open;
import dev.tandem.idempotency.OperatorRecords.Released;
import java.util.List;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code /actuator/idempotency}: how many records there are, and which claims have no answer yet. {@code DELETE} with
 * {@code scope}, {@code key}, {@code requestedBy} and {@code note} ends a claim, as if its lease had run out.
 */
@Endpoint(id = "idempotency")
final class IdempotencyEndpoint {

    private static final int SHOWN = 100;

    private final OperatorRecords records;

    IdempotencyEndpoint(OperatorRecords records) {
        this.records = records;
    }

    /**
     * @param oldestSeconds how long ago the oldest of the open claims was made; zero if there is none
     * @param open claims without an answer, the oldest first
     * @param released what operators ended lately
     */
    record Overview(Count records, double oldestSeconds, List<Open> open, List<Released> released) {}

    @ReadOperation
    Overview overview() {
        var open = records.open(SHOWN);
        var oldest = open.isEmpty() ? 0 : open.getFirst().seconds();
        return new Overview(records.count(), oldest, open, records.released(SHOWN));
    }

    /** Not found if there is no such claim, or it has its answer. */
    @DeleteOperation
    WebEndpointResponse<Released> release(String scope, String key, String requestedBy, String note) {
        if (note.isBlank() || note.length() > 1000 || requestedBy.isBlank() || requestedBy.length() > 200) {
            throw new InvalidEndpointRequestException(
                    "who ends somebody's claim says who and why", "requestedBy or note is missing or too long");
        }
        return records.release(new RecordKey(scope, key), requestedBy, note)
                .map(WebEndpointResponse::new)
                .orElseGet(() -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND));
    }
}
