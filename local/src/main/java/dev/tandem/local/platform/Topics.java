package dev.tandem.local.platform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** The platform's topics, each with one for the records that could not be processed. */
final class Topics {

    private static final int PARTITIONS = 4;

    /** Whether it answers at all is soon decided; once it does, work may take its time on a busy machine. */
    private static final int ASKING_MILLIS = 3_000;

    private static final int CREATING_MILLIS = 60_000;

    private static final List<String> NAMES = List.of(
            "order.commands",
            "order.events",
            "payment.commands",
            "payment.events",
            "inventory.commands",
            "inventory.events",
            "shipping.commands",
            "shipping.events",
            "saga.replies");

    private final String bootstrap;

    Topics(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    static Stream<String> names() {
        return NAMES.stream().flatMap(name -> Stream.of(name, name + ".dlt"));
    }

    /** An open port is not enough: the broker must have joined its own cluster. */
    boolean brokerAnswers() {
        if (!portIsOpen()) {
            return false;
        }
        try (var admin = admin(ASKING_MILLIS)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Creates what is missing, all in one request. */
    void create() {
        try (var admin = admin(CREATING_MILLIS)) {
            var existing = admin.listTopics().names().get();
            var missing = names().filter(name -> !existing.contains(name))
                    .map(name -> new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            throw new StartFailed("Kafka did not create the topics: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("Kafka was given up");
        }
    }

    private boolean portIsOpen() {
        var colon = bootstrap.lastIndexOf(':');
        var port = Integer.parseInt(bootstrap.substring(colon + 1));
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(bootstrap.substring(0, colon), port), ASKING_MILLIS);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private Admin admin(int timeoutMillis) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis));
    }
}
