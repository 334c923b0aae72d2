package dev.tandem.local.platform;

import java.nio.file.Path;

/**
 * The folder of one platform. What is worth keeping is in {@code data}; what can be made again and may be shared by
 * several platforms, unpacked servers and caches, is in the project's own {@code .tandem/cache}.
 */
record Home(Path root, Path cache) {

    static Home of(Settings settings) {
        return new Home(settings.home(), settings.project().resolve(".tandem/cache"));
    }

    /** A place for a second platform, which only trains the caches. */
    Home forTraining() {
        return new Home(cache.resolve("training"), cache);
    }

    Path data(String part) {
        return root.resolve("data").resolve(part);
    }

    Path run() {
        return root.resolve("run");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path secrets() {
        return root.resolve("secrets.properties");
    }

    Path runFile() {
        return root.resolve("run.json");
    }

    Path lock() {
        return root.resolve("lock");
    }
}
