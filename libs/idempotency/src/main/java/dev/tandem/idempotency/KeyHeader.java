package dev.tandem.idempotency;

import dev.tandem.defaults.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The client's key, under any of the names that are in use. */
final class KeyHeader {

    static final String NAME = "Idempotency-Key";

    private static final List<String> NAMES = List.of(NAME, "X-Idempotency-Key", "Request-Id");
    private static final Pattern WELL_FORMED = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private KeyHeader() {}

    /**
     * The key; under the first name that is there, since proxies add some of the others.
     *
     * @throws Problem if it is nothing that could be kept
     */
    static Optional<String> of(HttpServletRequest request) {
        var name = NAMES.stream().filter(it -> request.getHeader(it) != null).findFirst();
        name.ifPresent(it -> check(it, Objects.requireNonNull(request.getHeader(it))));
        return name.map(request::getHeader);
    }

    private static void check(String name, String key) {
        if (!WELL_FORMED.matcher(key).matches()) {
            throw Problem.invalid(name, "must have 1 to 255 visible ASCII characters");
        }
    }

    static Problem required() {
        return Problem.of(
                400,
                "idempotency-key-required",
                "Send %s with a value of your own making, the same again when you repeat the request.".formatted(NAME));
    }
}
