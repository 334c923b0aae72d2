package dev.tandem.scenarios;

import dev.tandem.local.platform.Extra;
import java.util.Set;

/** A timeline that can be played on the running platform as often as one likes. Ends normally if all was as told. */
public interface Story {

    /** What the command line calls it. */
    String name();

    /** What it shows, in a sentence. */
    String about();

    /** Servers beside those that the shop needs; without them it cannot be played. */
    default Set<Extra> needs() {
        return Set.of();
    }

    /**
     * Plays it, telling each act, and leaves the platform whole.
     *
     * @throws AssertionError if something came out otherwise
     */
    void play(Stage stage);
}
