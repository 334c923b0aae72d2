package dev.tandem.scenarios;

import dev.tandem.local.platform.Platform;

/** What must be true of the whole platform, whatever crashed. */
final class Invariants {

    private Invariants() {}

    static void check(Platform platform) {
        platform.urls();
    }
}
