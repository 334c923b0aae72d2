package dev.tandem.lock.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.idempotency.RecordKey;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record, as clients see it.
 *
 * @param owner for the client whose claim is new: to be sent with what comes of it
 * @param recoveryPoint for the same: what an earlier claim, whose lease ran out, had got to
 * @param response what repeats get; once it is there
 */
record RecordView(
        String scope,
        String key,
        State state,
        @Nullable UUID owner,
        @Nullable String recoveryPoint,
        @Nullable Response response) {

    /** How far it is. */
    enum State {
        NEW,
        IN_PROGRESS,
        COMPLETED,
        FREE
    }

    /** The answer that is kept. */
    record Response(
            int status,
            Map<String, String> headers,
            @Nullable JsonNode body) {}

    static RecordView opened(RecordKey key, UUID owner, @Nullable String recoveryPoint) {
        return new RecordView(key.scope(), key.key(), State.NEW, owner, recoveryPoint, null);
    }

    static RecordView inProgress(RecordKey key) {
        return new RecordView(key.scope(), key.key(), State.IN_PROGRESS, null, null, null);
    }

    static RecordView freed(RecordKey key) {
        return new RecordView(key.scope(), key.key(), State.FREE, null, null, null);
    }

    static RecordView completed(RecordKey key, Response response) {
        return new RecordView(key.scope(), key.key(), State.COMPLETED, null, null, response);
    }
}
