package dev.tandem.testsupport;

/** What runs a PostgreSQL server for {@link PostgresServer}, on a port and with data that outlive a stop. */
sealed interface PostgresProcess permits EmbeddedPostgresProcess, PostgresContainer {

    String SUPERUSER = "postgres";

    /** Starts it for the first time or again, and returns when it answers. */
    void launch();

    /** Shuts it down in good order. */
    void stop();

    /** Ends it at once: no checkpoint, connections cut. */
    void kill();

    /** Forgets its data; it must have ended. */
    void delete();

    /** Whether somebody sees to it that it ends with this JVM, however that ends. */
    boolean endsWithJvm();
}
