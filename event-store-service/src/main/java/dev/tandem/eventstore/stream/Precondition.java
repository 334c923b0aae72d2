package dev.tandem.eventstore.stream;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.eventsourcing.Expected;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a stream must stand, as HTTP says it (RFC 9110, 13.1): a stream's entity tag is its version. */
final class Precondition {

    private static final Pattern VERSION = Pattern.compile("\"(0|[1-9][0-9]{0,8})\"");

    private Precondition() {}

    /** The tag of a version. */
    static String tag(int version) {
        return "\"" + version + "\"";
    }

    static Expected of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifMatch != null && ifNoneMatch != null) {
            throw Problem.invalid("If-None-Match", "cannot be sent with If-Match");
        }
        if (ifMatch != null) {
            var version = VERSION.matcher(ifMatch.strip());
            if (!version.matches()) {
                throw Problem.invalid("If-Match", "must be a version in quotes, such as \"5\"");
            }
            return new Expected.Version(Integer.parseInt(version.group(1)));
        }
        if (ifNoneMatch != null) {
            if (!ifNoneMatch.strip().equals("*")) {
                throw Problem.invalid("If-None-Match", "must be *, for a new stream");
            }
            return Expected.newStream();
        }
        return new Expected.Any();
    }
}
