package dev.tandem.local.services;

import dev.tandem.contracts.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Creates those of the platform's topics that are missing, and ends: a container that runs before the services do, because
 * no topic is to come into being by somebody's misspelling it. Waits for a broker that is still starting.
 *
 * <p>Reads where the broker is from {@code SPRING_KAFKA_BOOTSTRAP_SERVERS}, as the services do, and how many partitions a
 * new topic gets from {@code TANDEM_TOPICS_PARTITIONS} (4 if it is not set). Copies are the broker's own default.
 */
public final class CreateTopics {

    /** A broker that has just been started on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private CreateTopics() {}

    public static void main(String[] arguments) throws ExecutionException, InterruptedException {
        // A client of Kafka has a lot to say, and nobody here has set up who should hear it.
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        var brokers = Objects.requireNonNull(
                System.getenv("SPRING_KAFKA_BOOTSTRAP_SERVERS"), "SPRING_KAFKA_BOOTSTRAP_SERVERS is not set");
        var partitions = Integer.parseInt(System.getenv().getOrDefault("TANDEM_TOPICS_PARTITIONS", "4"));
        try (var admin = admin(brokers)) {
            var created = create(partitions, admin);
            System.out.println(created.isEmpty() ? "all topics are there" : "created " + String.join(", ", created));
        }
    }

    /** The names of those that were missing. */
    private static List<String> create(int partitions, Admin admin) throws ExecutionException, InterruptedException {
        var existing = admin.listTopics().names().get();
        var missing =
                Topics.all().stream().filter(name -> !existing.contains(name)).toList();
        admin.createTopics(missing.stream()
                        .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
                        .toList())
                .all()
                .get();
        return missing;
    }

    private static Admin admin(String brokers) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(PATIENCE.toMillis())));
    }
}
