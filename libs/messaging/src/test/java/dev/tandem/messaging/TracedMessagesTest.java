package dev.tandem.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import io.micrometer.tracing.brave.bridge.BraveBaggageManager;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tracer hears of handled messages. */
class TracedMessagesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Instant BEGAN = Instant.parse("2030-01-01T10:00:00.000123Z");

    private final List<MutableSpan> spans = new ArrayList<>();
    private final Tracing brave = Tracing.newBuilder()
            .traceId128Bit(true)
            .addSpanHandler(new SpanHandler() {
                @Override
                public boolean end(TraceContext context, MutableSpan span, Cause cause) {
                    return spans.add(span);
                }
            })
            .build();
    private final TracedMessages traced = new TracedMessages(new BraveTracer(
            brave.tracer(), new BraveCurrentTraceContext(brave.currentTraceContext()), new BraveBaggageManager()));

    @AfterEach
    void stop() {
        brave.close();
    }

    @Test
    void eachMessageIsBelowTheRequestThatCausedIt() {
        var one = message("00-" + TRACE + "-00f067aa0ba902b7-01");
        var other = message("00-" + TRACE + "-00f067aa0ba902b8-01");

        traced.handled("order.events", List.of(one, other), BEGAN);

        assertThat(spans).hasSize(2).allSatisfy(span -> {
            assertThat(span.traceId()).isEqualTo(TRACE);
            assertThat(span.name()).isEqualTo("handle OrderCreated");
            assertThat(span.startTimestamp()).isEqualTo(BEGAN.getEpochSecond() * 1_000_000 + 123);
        });
        assertThat(spans).extracting(MutableSpan::parentId).containsExactly("00f067aa0ba902b7", "00f067aa0ba902b8");
        assertThat(spans.getFirst().tags())
                .containsEntry("consumer", "order.events")
                .containsEntry("message.id", one.id().toString())
                .containsEntry("message.source", "/order-service");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", "nonsense"})
    void whatIsNotRecordedIsLeftOut(String traceparent) {
        traced.handled("order.events", List.of(message(traceparent)), BEGAN);

        assertThat(spans).isEmpty();
    }

    private static Received message(String traceparent) {
        var id = UUID.randomUUID();
        var envelope = new Envelope(
                id,
                "some-order",
                "OrderCreated",
                "/order-service",
                BEGAN,
                null,
                new Origin("some-correlation", null, traceparent, null),
                null,
                null);
        var record = new ConsumerRecord<>("order.events", 0, 0, "some-order", "{}".getBytes(StandardCharsets.UTF_8));
        return new Received(record, id, envelope, null);
    }
}
