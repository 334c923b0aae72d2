package dev.tandem.messaging;

import io.micrometer.tracing.Tracer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where requests are traced, the messages that they cause belong to the same trace. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Tracer.class)
class TracingConfiguration {

    @Bean
    @ConditionalOnBean(Tracer.class)
    CallerOrigin tracedCallerOrigin(Tracer tracer) {
        Supplier<@Nullable String> traceparent = () -> traceparent(tracer);
        return new CallerOrigin(traceparent);
    }

    @Bean
    @ConditionalOnBean(Tracer.class)
    MessageSpans messageSpans(Tracer tracer) {
        return new TracedMessages(tracer);
    }

    /** The current span as W3C trace context, version 00. */
    private static @Nullable String traceparent(Tracer tracer) {
        var context = tracer.currentTraceContext().context();
        if (context == null) {
            return null;
        }
        var traceId = context.traceId();
        return "00-%s%s-%s-%s"
                .formatted(
                        "0".repeat(32 - traceId.length()),
                        traceId,
                        context.spanId(),
                        Boolean.TRUE.equals(context.sampled()) ? "01" : "00");
    }
}
