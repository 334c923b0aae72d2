package dev.tandem.local.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A part could not be started; the message is for people, and says what they can do. */
public final class StartFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartFailed(String message) {
        super(message);
    }

    static StartFailed died(String part, Path log, List<String> lastLines) {
        return new StartFailed(part + " ended while it was starting. Its last lines:\n    "
                + String.join("\n    ", lastLines) + "\nMore in " + log);
    }

    static StartFailed silent(String part, Path log, Duration patience) {
        return new StartFailed(part + " is not ready after " + patience.toSeconds() + " s. What it says: " + log);
    }
}
