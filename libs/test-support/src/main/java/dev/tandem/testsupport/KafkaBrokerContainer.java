package dev.tandem.testsupport;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.awaitility.Awaitility;

/** The official image, by Testcontainers. */
final class KafkaBrokerContainer implements KafkaProcess {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ASKING_MILLIS = 2_000;
    private static final int PORT = 9092;

    private final String bootstrapServers;
    private final FixedPortContainer container;

    KafkaBrokerContainer(int port, String bootstrapServers, Map<String, String> settings) {
        this.bootstrapServers = bootstrapServers;
        var environment = new HashMap<>(Map.of(
                "KAFKA_NODE_ID", "1",
                "KAFKA_PROCESS_ROLES", "broker,controller",
                "KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093",
                "KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER",
                "KAFKA_LISTENERS", "PLAINTEXT://:" + PORT + ",CONTROLLER://localhost:9093",
                "KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + bootstrapServers,
                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"));
        settings.forEach((name, value) -> environment.put(variable(name), value));
        this.container =
                new FixedPortContainer(DockerEngine.KAFKA, port, PORT, container -> container.withEnv(environment));
        restart();
    }

    /** As {@code KAFKA_AUTO_CREATE_TOPICS_ENABLE} for {@code auto.create.topics.enable}: so the image takes settings. */
    private static String variable(String setting) {
        return "KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private boolean answers() throws InterruptedException {
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASKING_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASKING_MILLIS))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException notYet) {
            return false;
        }
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public void restart() {
        container.start();
        // The port is Docker's own, and open before the broker is there.
        Awaitility.await("Kafka answers").atMost(PATIENCE).until(this::answers);
    }

    @Override
    public void close() {
        container.delete();
    }
}
