package dev.tandem.bench.compare;

import dev.tandem.bench.DatabaseActivity;
import dev.tandem.local.platform.Platform;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the platform has done so far, counted where it happens: commits and forced writes by PostgreSQL, messages by the
 * broker, requests by the services that served them.
 *
 * @param nanos when that was read (System.nanoTime)
 * @param messages records in all topics of the platform
 * @param requests over HTTP, those of operators left out
 */
record Costs(long nanos, DatabaseActivity database, long messages, long requests) {

    /** Requests by their route, as the services export them. */
    private static final Pattern SERVED = Pattern.compile(
            "^http_server_requests_seconds_count\\{(?!.*uri=\"/actuator).*}\\s+([0-9.E+]+)\\s*$", Pattern.MULTILINE);

    /** Reads it where it is counted. */
    static final class Meter implements AutoCloseable {

        private final Platform platform;
        private final Shopper http;
        private final Connection database;
        private final KafkaConsumer<byte[], byte[]> kafka;

        Meter(Platform platform, Shopper http) throws SQLException {
            this.platform = platform;
            this.http = http;
            this.database = platform.connect("postgres");
            this.kafka = new KafkaConsumer<>(
                    Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, platform.kafkaAddress()),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
        }

        Costs read() throws SQLException, IOException, InterruptedException {
            return new Costs(System.nanoTime(), DatabaseActivity.read(database), messages(), requests());
        }

        private long messages() {
            var partitions = kafka.listTopics().entrySet().stream()
                    .filter(topic -> !topic.getKey().startsWith("__"))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .collect(Collectors.toSet());
            return kafka.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        private long requests() throws IOException, InterruptedException {
            var sum = 0.0;
            for (var service : platform.urls().keySet()) {
                sum += served(http.read(service, "/actuator/prometheus"));
            }
            return Math.round(sum);
        }

        @Override
        public void close() throws SQLException {
            kafka.close();
            database.close();
        }
    }

    /** How many requests a service's metrics tell of. */
    static double served(String metrics) {
        return SERVED.matcher(metrics)
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }

    Costs since(Costs before) {
        return new Costs(
                nanos - before.nanos,
                database.since(before.database),
                messages - before.messages,
                requests - before.requests);
    }

    /** What one of so many orders costs, beyond what would have been done anyway in that time. */
    PerOrder perOrder(int orders, Costs rest) {
        var idle = (double) nanos / rest.nanos;
        return new PerOrder(
                (database.commits() - idle * rest.database.commits()) / orders,
                (database.walSyncs() - idle * rest.database.walSyncs()) / orders,
                (database.walBytes() - idle * rest.database.walBytes()) / orders / 1024,
                (messages - idle * rest.messages) / orders,
                (requests - idle * rest.requests) / orders - 1); // the customer's own
    }

    /** @param requests between services */
    record PerOrder(double commits, double forced, double logKilobytes, double messages, double requests) {}
}
