package dev.tandem.order.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tandem.messaging.Origin;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event's origin, as it is kept beside the event. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Metadata(
        String correlationId,
        @Nullable UUID causationId,
        @Nullable String traceparent,
        @Nullable String coordination) {

    static Metadata of(Origin origin) {
        return new Metadata(origin.correlationId(), origin.causationId(), origin.traceparent(), origin.coordination());
    }

    Origin origin() {
        return new Origin(correlationId, causationId, traceparent, coordination);
    }
}
