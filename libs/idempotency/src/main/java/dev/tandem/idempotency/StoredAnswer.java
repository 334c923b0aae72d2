package dev.tandem.idempotency;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An answer as every repeat gets it.
 *
 * @param headers those that belong to the answer, not to its transport
 * @param body as it was sent, byte by byte
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, below
public record StoredAnswer(int status, Map<String, List<String>> headers, byte[] body) {

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredAnswer(var otherStatus, var otherHeaders, var otherBody)
                && status == otherStatus
                && headers.equals(otherHeaders)
                && Arrays.equals(body, otherBody);
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, headers, Arrays.hashCode(body));
    }

    @Override
    public String toString() {
        return "%d with %d bytes".formatted(status, body.length);
    }
}
