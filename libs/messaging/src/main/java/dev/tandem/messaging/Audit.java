package dev.tandem.messaging;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who decided, and why.
 *
 * @param by by their own account
 */
record Audit(String by, @Nullable String note) {

    static Audit of(@Nullable String by, @Nullable String note) {
        return new Audit(Objects.requireNonNullElse(by, "an operator"), note);
    }
}
