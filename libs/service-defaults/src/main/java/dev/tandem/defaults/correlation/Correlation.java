package dev.tandem.defaults.correlation;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The identifier that ties together what one request causes, in whatever service.
 *
 * <p>It lives in the logging context ({@link MDC}) and nowhere else: every log line has it for free, and a library that
 * does not know this one reads it under the same key.
 */
public final class Correlation {

    /** The header that carries it over HTTP. */
    public static final String HEADER = "X-Correlation-Id";

    /** Its key in the logging context. */
    public static final String CORRELATION_ID = "correlationId";

    /** The key of the order that the current work is about. */
    public static final String ORDER_ID = "orderId";

    /** The key of the saga that the current work belongs to. */
    public static final String SAGA_ID = "sagaId";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private Correlation() {}

    /** The identifier of what this thread is doing, if it is doing something for somebody. */
    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get(CORRELATION_ID));
    }

    /** The current identifier, or a new one for work that nobody asked for, such as a timer's. */
    public static String currentOrNew() {
        return current().orElseGet(Correlation::newId);
    }

    /** Works under this identifier until the scope is closed. */
    public static Scope open(String correlationId) {
        return with(CORRELATION_ID, correlationId);
    }

    /** Adds a value, such as {@link #ORDER_ID}, to each log line until the scope is closed. */
    public static Scope with(String key, Object value) {
        var before = MDC.get(key);
        MDC.put(key, value.toString());
        return () -> {
            if (before == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, before);
            }
        };
    }

    /** Takes the caller's identifier if it is one that logs and headers can carry unharmed, else a new one. */
    static String accept(@Nullable String offered) {
        return offered != null && WELL_FORMED.matcher(offered).matches() ? offered : newId();
    }

    private static String newId() {
        return IDS.generate().toString();
    }

    /** Restores on close what was there before. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
