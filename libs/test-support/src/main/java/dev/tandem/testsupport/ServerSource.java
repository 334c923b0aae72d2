package dev.tandem.testsupport;

import java.util.Locale;

/**
 * Where the servers of tests come from: containers, by Testcontainers, where a Docker engine and the images are at hand, and
 * otherwise the servers that come as Maven artifacts. The same tests run on either. {@code -Dtandem.test.servers} or the
 * variable {@code TANDEM_TEST_SERVERS}, set to {@code containers} or {@code embedded}, decides otherwise; the first of these
 * also fetches images that are missing, which an automatic choice never does.
 */
enum ServerSource {
    EMBEDDED,
    CONTAINERS;

    private static final String PROPERTY = "tandem.test.servers";
    private static final String VARIABLE = "TANDEM_TEST_SERVERS";

    /** The one of this JVM, decided and told once. */
    static ServerSource chosen() {
        return Choice.MADE;
    }

    private static ServerSource choose() {
        var wanted = System.getProperty(PROPERTY, System.getenv().getOrDefault(VARIABLE, "auto"));
        return switch (wanted) {
            case "embedded" -> tell(EMBEDDED, "because " + PROPERTY + " says so");
            case "containers" -> tell(CONTAINERS, "because " + PROPERTY + " says so");
            case "auto" ->
                DockerEngine.ofThisMachine()
                        .whatKeepsTestsFromIt()
                        .map(reason -> tell(EMBEDDED, "because " + reason))
                        .orElseGet(() -> tell(CONTAINERS, "because a Docker engine is at hand"));
            default ->
                throw new IllegalArgumentException(
                        PROPERTY + " is '" + wanted + "', and can be auto, embedded or containers");
        };
    }

    private static ServerSource tell(ServerSource source, String why) {
        System.out.println("Test servers: " + source.name().toLowerCase(Locale.ROOT) + ", " + why + ".");
        return source;
    }

    private static final class Choice {
        private static final ServerSource MADE = choose();
    }
}
