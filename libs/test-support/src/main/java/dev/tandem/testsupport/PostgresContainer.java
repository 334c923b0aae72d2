package dev.tandem.testsupport;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The official image, by Testcontainers. */
final class PostgresContainer implements PostgresProcess {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String url;
    private final FixedPortContainer container;

    PostgresContainer(int port, Map<String, String> settings) {
        this.url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
        var options = settings.entrySet().stream()
                .flatMap(setting -> Stream.of("-c", setting.getKey() + "=" + setting.getValue()));
        var command = Stream.concat(Stream.of("postgres"), options).toArray(String[]::new);
        this.container = new FixedPortContainer(
                DockerEngine.POSTGRES,
                port,
                5432,
                it -> it.withEnv(Map.of(
                                "POSTGRES_PASSWORD", SUPERUSER, "POSTGRES_INITDB_ARGS", "--locale=C --encoding=UTF8"))
                        .withCommand(command));
    }

    @Override
    public void launch() {
        container.start();
        // The port is Docker's own, and open before the server is there.
        Awaitility.await("PostgreSQL answers").atMost(PATIENCE).until(this::answers);
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url, SUPERUSER, SUPERUSER)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public void kill() {
        container.kill();
    }

    @Override
    public void delete() {
        container.delete();
    }

    @Override
    public boolean endsWithJvm() {
        return true;
    }
}
