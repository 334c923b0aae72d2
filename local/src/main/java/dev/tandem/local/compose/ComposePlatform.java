package dev.tandem.local.compose;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.local.platform.DatabaseLogin;
import dev.tandem.local.platform.Extra;
import dev.tandem.local.platform.Http;
import dev.tandem.local.platform.PartStatus;
import dev.tandem.local.platform.Platform;
import dev.tandem.local.platform.Ports;
import dev.tandem.local.platform.Replica;
import dev.tandem.local.platform.RunningPlatform;
import dev.tandem.local.platform.Service;
import dev.tandem.local.process.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The platform as {@code docker compose up} has started it. What is done to a part is done to its container. While this is
 * open, Docker does not start again by itself what has died: whoever kills decides when it comes back.
 *
 * <p>A replica is a container of its own on the service's image, made by {@code docker compose run}.
 */
public final class ComposePlatform implements RunningPlatform, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Docker docker;
    private final Definition definition;
    private final Thread interrupted = new Thread(this::letDockerRestart, "restart-policy");

    private ComposePlatform(Docker docker, Definition definition) {
        this.docker = docker;
        this.definition = definition;
    }

    /**
     * The one of the project in this folder.
     *
     * @param environment what Compose was told by variables beside this process's own, such as a project's name or ports
     * @throws IllegalArgumentException if it is not up
     */
    public static ComposePlatform open(Path project, Map<String, String> environment) {
        var docker = new Docker(project, environment);
        var platform = new ComposePlatform(docker, Definition.read(docker));
        if (platform.containers().isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no containers. To start them: docker compose up --build --wait");
        }
        Runtime.getRuntime().addShutdownHook(platform.interrupted);
        platform.restartByItself("no");
        return platform;
    }

    /** Lets Docker start again what dies, as the file says; so does the end of the JVM, if somebody interrupts it. */
    @Override
    public void close() {
        letDockerRestart();
        Runtime.getRuntime().removeShutdownHook(interrupted);
    }

    private void letDockerRestart() {
        restartByItself("unless-stopped");
    }

    private void restartByItself(String policy) {
        var command = new ArrayList<>(List.of("update", "--restart", policy));
        containers().forEach(container -> command.add(container.name()));
        docker.run(command);
    }

    @Override
    public void start(String part) {
        var container = find(part);
        if (container.isPresent()) {
            docker.run("start", container.get().name());
        } else {
            startReplica(Replica.of(part)
                    .filter(replica -> !replica.isFirst())
                    .orElseThrow(() -> new IllegalArgumentException(part + " is not part of this platform")));
        }
        awaitReady(part);
    }

    private void startReplica(Replica replica) {
        var service = replica.service().id();
        var port = "127.0.0.1:" + publishedPort(replica) + ":" + definition.port(service);
        docker.run(
                "compose",
                "run",
                "--detach",
                "--no-deps",
                "--name",
                definition.project() + "-" + replica.name(),
                "--publish",
                port,
                "--env",
                "TANDEM_INSTANCE=" + replica.instance(),
                service);
    }

    @Override
    public void stop(String part) {
        var container = existing(part);
        if (container.isPaused()) {
            docker.run("unpause", container.name());
        }
        docker.run("stop", container.name());
        if (Replica.of(part).filter(replica -> !replica.isFirst()).isPresent()) {
            docker.run("rm", "--force", container.name());
        }
    }

    /** In a new container: what a container is told by its environment cannot be changed. */
    @Override
    public void restart(String service, Map<String, String> settings) {
        var changes = Map.of("services", Map.of(service, Map.of("environment", settings)));
        try {
            var file = Files.createTempFile("tandem-compose-", ".json");
            try {
                JSON.writeValue(file.toFile(), changes);
                docker.run(
                        "compose",
                        "--file",
                        "docker-compose.yml",
                        "--file",
                        file.toString(),
                        "up",
                        "--detach",
                        "--no-deps",
                        "--no-build",
                        "--force-recreate",
                        service);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        docker.run("update", "--restart", "no", existing(service).name());
        awaitReady(service);
    }

    @Override
    public void kill(String part) {
        docker.run("kill", existing(part).name());
        Poll.until(PATIENCE, LOOK_AGAIN, () -> !existing(part).isRunning());
    }

    @Override
    public void pause(String part) {
        docker.run("pause", existing(part).name());
    }

    @Override
    public void resume(String part) {
        docker.run("unpause", existing(part).name());
    }

    private void awaitReady(String part) {
        Poll.until(PATIENCE, LOOK_AGAIN, () -> isReady(part) || !existing(part).isRunning());
        if (!isReady(part)) {
            throw new IllegalStateException(part + " does not come up; see " + whereItSpeaks(part));
        }
    }

    /** A service is asked itself; of a server its container knows, some seconds later. */
    private boolean isReady(String part) {
        return Replica.of(part).isPresent()
                ? Http.answersOk(url(part).resolve("/actuator/health/readiness"))
                : existing(part).isHealthy();
    }

    @Override
    public List<PartStatus> status() {
        return containers().stream()
                .map(it -> new PartStatus(it.part(), it.asState(), 0, 0, address(it.part())))
                .toList();
    }

    @Override
    public List<String> partNames() {
        return containers().stream().map(Container::part).toList();
    }

    @Override
    public URI url(String service) {
        return URI.create(address(service) + "/");
    }

    @Override
    public Map<String, URI> urls() {
        var urls = new TreeMap<String, URI>();
        for (var service : Service.values()) {
            urls.put(service.id(), url(service.id()));
        }
        return urls;
    }

    @Override
    public String address(String part) {
        return Replica.of(part)
                .map(replica -> "http://127.0.0.1:" + publishedPort(replica))
                .orElseGet(() -> "127.0.0.1:" + definition.publishedPort(part));
    }

    private int publishedPort(Replica replica) {
        return definition.publishedPort(replica.service().id()) + (replica.number() - 1) * Ports.REPLICA_DISTANCE;
    }

    @Override
    public String addressWithin(String server) {
        return server + ":" + definition.port(server);
    }

    @Override
    public Set<Extra> extras() {
        var there = partNames();
        return Arrays.stream(Extra.values())
                .filter(extra -> there.containsAll(extra.parts()))
                .collect(toCollection(() -> EnumSet.noneOf(Extra.class)));
    }

    @Override
    public DatabaseLogin login(String database) {
        return new DatabaseLogin(
                "jdbc:postgresql://" + address(Platform.POSTGRES) + "/" + database,
                definition.environment(Platform.POSTGRES, "POSTGRES_USER"),
                definition.environment(Platform.POSTGRES, "POSTGRES_PASSWORD"));
    }

    @Override
    public String whereItSpeaks(String part) {
        return "docker logs " + find(part).map(Container::name).orElse(part);
    }

    private Container existing(String part) {
        return find(part)
                .orElseThrow(() -> new IllegalArgumentException(
                        part + " is not part of this platform; there are " + String.join(", ", partNames())));
    }

    private Optional<Container> find(String part) {
        return containers().stream()
                .filter(container -> container.part().equals(part))
                .findFirst();
    }

    private List<Container> containers() {
        return Container.of(definition.project(), docker);
    }
}
