package dev.tandem.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.awaitility.Awaitility;

/**
 * A real KRaft broker: a container where a Docker engine is at hand, else one inside the test JVM
 * ({@code -Dtandem.test.servers}). As in production, no topic is created by accident.
 *
 * <p>{@link #shared()} lives as long as the JVM; a test that takes the broker away {@linkplain #start starts} one for
 * itself. A broker that was stopped starts again on the same port with the same topics.
 */
public final class KafkaServer implements AutoCloseable {

    private static final Map<String, String> SETTINGS = Map.of(
            "auto.create.topics.enable", "false",
            "group.initial.rebalance.delay.ms", "0",
            "offsets.topic.num.partitions", "2",
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.num.partitions", "2",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "log.cleaner.dedupe.buffer.size", "8388608");

    private final String bootstrapServers;
    private final KafkaProcess process;

    private KafkaServer() {
        var port = freePort();
        bootstrapServers = "localhost:" + port;
        process = switch (ServerSource.chosen()) {
            case EMBEDDED -> new EmbeddedKafka(bootstrapServers, SETTINGS);
            case CONTAINERS -> new KafkaBrokerContainer(port, bootstrapServers, SETTINGS);
        };
    }

    /** The broker of this JVM. */
    public static KafkaServer shared() {
        return Shared.BROKER;
    }

    /** A broker that belongs to the caller, who may stop it. */
    public static KafkaServer start() {
        return new KafkaServer();
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Creates those of the topics that do not exist yet, and returns when they can be used. */
    public void createTopics(int partitions, String... names) {
        try (var admin = admin()) {
            admin.createTopics(topics(partitions, names)).values().values().forEach(KafkaServer::created);
            // The controller has agreed, but the broker learns of it a moment later.
            Awaitility.await().until(() -> admin.listTopics().names().get().containsAll(List.of(names)));
        }
    }

    /** A client to look behind the scenes with; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Takes the broker away: clients lose their connections and cannot get new ones. */
    public void stop() {
        process.stop();
    }

    /** Brings the broker back after {@link #stop}. */
    public void restart() {
        process.restart();
    }

    /** Ends the broker; the shared one simply ends with the JVM, and its files are deleted either way. */
    @Override
    public void close() {
        process.close();
    }

    private static List<NewTopic> topics(int partitions, String... names) {
        return Arrays.stream(names)
                .map(name -> new NewTopic(name, partitions, (short) 1))
                .toList();
    }

    private static void created(KafkaFuture<Void> topic) {
        try {
            topic.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("no such topic could be created", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        private static final KafkaServer BROKER = new KafkaServer();
    }
}
