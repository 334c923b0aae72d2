package dev.tandem.defaults.problems;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * An answer to a request that cannot be granted, as an RFC 9457 problem. Throw it, or return {@link #toResponse}:
 *
 * <pre>{@code
 * throw Problem.notFound("order", id);
 * throw Problem.of(409, "order-cancelled", "The order was cancelled.").with("reason", order.reason());
 * }</pre>
 *
 * <p>{@code instance} and {@code correlationId} are added when it is sent. It has no stack trace: the client caused it.
 */
public final class Problem extends RuntimeException {

    private final HttpStatusCode status;
    private final ProblemDetail body;
    private final HttpHeaders headers = new HttpHeaders();

    private Problem(HttpStatusCode status, String type, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(URI.create("/problems/" + type));
        body.setTitle(titleOf(type));
    }

    /** A problem of the service's own, whose type is a kebab-case name that clients may rely on. */
    public static Problem of(int status, String type, String detail) {
        return new Problem(HttpStatusCode.valueOf(status), type, detail);
    }

    /** A problem that its status alone describes: 404 has the type {@code not-found}. */
    public static Problem of(HttpStatusCode status, String detail) {
        var known = HttpStatus.resolve(status.value());
        var name = known == null ? "status " + status.value() : known.getReasonPhrase();
        return new Problem(status, name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"), detail);
    }

    /** 404: there is no such thing, with a type of its own such as {@code order-not-found}. */
    public static Problem notFound(String what, Object id) {
        return of(404, what + "-not-found", "There is no %s %s.".formatted(what.replace('-', ' '), id));
    }

    /** 400: the request names something that is not right, such as an unknown SKU. */
    public static Problem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    /** 400: all that is wrong with a request, at once. */
    static Problem invalid(List<Violation> violations) {
        var first = violations.getFirst();
        var more = violations.size() == 1 ? "" : " (and %d more)".formatted(violations.size() - 1);
        return of(400, "validation-failed", first.field() + " " + first.message() + more)
                .with("errors", violations);
    }

    /** Adds a member to the problem's JSON. */
    public Problem with(String name, @Nullable Object value) {
        body.setProperty(name, value);
        return this;
    }

    /** Adds a header to the response. */
    public Problem header(String name, String value) {
        headers.set(name, value);
        return this;
    }

    /** Tells the client when to try again, in whole seconds. */
    public Problem retryAfter(Duration delay) {
        return header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, delay.toSeconds())));
    }

    public HttpStatusCode status() {
        return status;
    }

    /** The whole answer, for whoever would rather return than throw. */
    public ResponseEntity<ProblemDetail> toResponse() {
        // Set here, or a client that accepts something else would be answered without a body.
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    private static String titleOf(String type) {
        var words = type.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
