package dev.tandem.idempotency;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A client's {@code Prefer: wait=10} (RFC 7240): so many seconds it would rather wait for the end of a
 * {@link LongOperation} than ask again.
 *
 * @param seconds as much of it as is granted
 */
public record WaitPreference(long seconds) {

    /** A preference's name and value; {@code wait} among others, and whatever the others' quotes contain. */
    private static final Pattern PREFERENCE =
            Pattern.compile("\\s*([^\\s=;,\"]+)\\s*(?:=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s;,\"]*))?[^,\"]*(?:,|$)");

    /**
     * The first that can be understood: preferences are wishes, so a broken one is passed over and not an error.
     *
     * @param headers values of {@code Prefer}
     */
    public static Optional<WaitPreference> of(List<String> headers, Duration longest) {
        return headers.stream()
                .flatMap(header -> PREFERENCE.matcher(header).results())
                .filter(preference -> preference.group(1).equalsIgnoreCase("wait"))
                .map(preference -> Optional.ofNullable(preference.group(2)).orElse(""))
                .map(value -> value.replace("\"", ""))
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> new WaitPreference(Math.min(Long.parseLong(value), longest.toSeconds())))
                .findFirst();
    }

    public Duration duration() {
        return Duration.ofSeconds(seconds);
    }

    /** For {@code Preference-Applied}. */
    public String applied() {
        return "wait=" + seconds;
    }
}
