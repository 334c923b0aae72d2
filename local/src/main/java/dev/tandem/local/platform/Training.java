package dev.tandem.local.platform;

/** Makes the ahead-of-time caches that later starts use. */
final class Training {

    private Training() {}

    static void inBackground(Settings settings, Home home, Progress progress) {}

    static void cancel(Home home) {}
}
