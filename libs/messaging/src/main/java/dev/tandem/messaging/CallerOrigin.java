package dev.tandem.messaging;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The origin of what the current thread's request causes: its correlation id, its trace, and who coordinates it. */
final class CallerOrigin implements Supplier<Origin> {

    private final Supplier<@Nullable String> traceparent;

    CallerOrigin(Supplier<@Nullable String> traceparent) {
        this.traceparent = traceparent;
    }

    @Override
    public Origin get() {
        var correlationId = MDC.get("correlationId");
        return new Origin(
                correlationId == null ? Ids.next().toString() : correlationId,
                null,
                traceparent.get(),
                MDC.get(Origin.COORDINATION));
    }
}
