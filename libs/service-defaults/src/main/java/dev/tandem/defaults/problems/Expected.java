package dev.tandem.defaults.problems;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Says what a value should have been, in the words of JSON and not of Java. */
final class Expected {

    private Expected() {}

    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "is not valid";
        }
        return switch (ClassUtils.resolvePrimitiveIfNecessary(type)) {
            case Class<?> t when t == Byte.class || t == Short.class -> "must be a small whole number";
            case Class<?> t
            when t == Integer.class ->
                "must be a whole number from %d to %d".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case Class<?> t
            when t == Long.class -> "must be a whole number from %d to %d".formatted(Long.MIN_VALUE, Long.MAX_VALUE);
            case Class<?> t when t == BigInteger.class -> "must be a whole number";
            case Class<?> t when t == BigDecimal.class || t == Double.class || t == Float.class -> "must be a number";
            case Class<?> t when t == Boolean.class -> "must be true or false";
            case Class<?> t when CharSequence.class.isAssignableFrom(t) -> "must be a string";
            case Class<?> t when t == UUID.class -> "must be a UUID";
            case Class<?> t
            when t == Instant.class || t == OffsetDateTime.class ->
                "must be an RFC 3339 time such as 2026-01-31T12:00:00Z";
            case Class<?> t when t == LocalDate.class -> "must be a date such as 2026-01-31";
            case Class<?> t when t == Duration.class -> "must be an ISO 8601 duration such as PT30S";
            case Class<?> t when t.isEnum() -> "must be one of " + constantsOf(t);
            case Class<?> t when t.isArray() || Collection.class.isAssignableFrom(t) -> "must be an array";
            case Class<?> t when t.getPackageName().startsWith("java.") -> "is not valid";
            default -> "must be an object";
        };
    }

    private static String constantsOf(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
    }
}
