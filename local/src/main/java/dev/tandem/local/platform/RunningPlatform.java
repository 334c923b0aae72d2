package dev.tandem.local.platform;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A platform that is up, whether its parts are processes of this machine ({@link Platform}) or containers: where they are,
 * and what can be done to them. How it comes up and goes down is everybody's own affair.
 *
 * <p>A part is called by its name: that of its service, {@code postgres}, {@code kafka}, or one of an {@link Extra}. A
 * service's name with a number from 2 on, as in {@code saga-orchestrator-2}, is a replica of it, which exists from its first
 * {@link #start} until it is {@linkplain #stop stopped}. A name that means nothing is an {@link IllegalArgumentException}.
 */
public interface RunningPlatform {

    /** Starts a part, or a replica of a service, if it does not run, and returns when it is ready. */
    void start(String part);

    /** Stops one part politely; a replica is forgotten then. */
    void stop(String part);

    /**
     * Stops a service politely and starts it again, and returns when it is ready.
     *
     * @param settings environment variables beside the usual ones; the next start knows nothing of them
     */
    void restart(String service, Map<String, String> settings);

    /** Ends one part without a last word (SIGKILL), and returns when it is gone. */
    void kill(String part);

    /** Freezes one part: it keeps its connections and answers nobody. */
    void pause(String part);

    void resume(String part);

    /** How each part is at this moment. */
    List<PartStatus> status();

    List<String> partNames();

    /** Where a service listens, or one of its replicas. */
    URI url(String service);

    /** Where all services listen, by name. */
    Map<String, URI> urls();

    /** Where clients on this machine find a part: a URL for a service, host and port for a server. */
    String address(String part);

    /** Where the services find a server: host and port. */
    String addressWithin(String server);

    /** The servers that run beside those that the shop needs. */
    Set<Extra> extras();

    /** How to open a database with all rights: for those who measure or administer, never for a service. */
    DatabaseLogin login(String database);

    /** Where one looks for what a part has said: a file, or a command. */
    String whereItSpeaks(String part);

    /** Opens a database of the server with all rights; the caller closes it. */
    default Connection connect(String database) throws SQLException {
        var login = login(database);
        return DriverManager.getConnection(login.url(), login.username(), login.password());
    }

    default String kafkaAddress() {
        return address(Platform.KAFKA);
    }
}
