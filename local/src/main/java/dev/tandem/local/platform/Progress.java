package dev.tandem.local.platform;

import java.time.Duration;

/** Hears what is going on while the platform starts and stops. Called from several threads. */
public interface Progress {

    /** For callers that only want the result. */
    Progress SILENT = new Progress() {};

    /** Work on this part has begun. */
    default void begins(String part, String what) {}

    /** It came to a good end. */
    default void ends(String part, String how, Duration took) {}

    /** Something worth a line. */
    default void note(String line) {}
}
