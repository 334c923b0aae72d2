package dev.tandem.messaging;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A span for each message of a sampled trace, below the request that set everything in motion. Messages are handled by
 * the batch, so each one's span is as long as that of its batch.
 */
final class TracedMessages implements MessageSpans {

    /** The W3C trace context, version 00, of a trace that is recorded. */
    private static final Pattern SAMPLED = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-01");

    private final Tracer tracer;

    TracedMessages(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public void handled(String consumer, List<Received> messages, Instant began) {
        for (var message : messages) {
            var envelope = message.envelope();
            if (envelope != null && envelope.origin().traceparent() != null) {
                handled(consumer, envelope, envelope.origin().traceparent(), began);
            }
        }
    }

    private void handled(String consumer, Envelope envelope, String traceparent, Instant began) {
        var parent = SAMPLED.matcher(traceparent);
        if (parent.matches()) {
            tracer.spanBuilder()
                    .setParent(context(parent.group(1), parent.group(2)))
                    .kind(Span.Kind.CONSUMER)
                    .name("handle " + envelope.type())
                    .tag("consumer", consumer)
                    .tag("message.id", envelope.id().toString())
                    .tag("message.key", envelope.key())
                    .tag("message.source", envelope.source())
                    .startTimestamp(
                            TimeUnit.SECONDS.toMicros(began.getEpochSecond()) + began.getNano() / 1_000,
                            TimeUnit.MICROSECONDS)
                    .start()
                    .end();
        }
    }

    private TraceContext context(String traceId, String spanId) {
        return tracer.traceContextBuilder()
                .traceId(traceId)
                .spanId(spanId)
                .sampled(true)
                .build();
    }
}
