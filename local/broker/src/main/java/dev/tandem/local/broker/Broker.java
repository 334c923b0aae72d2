package dev.tandem.local.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * Formats the log directory if it is new, then runs Kafka in this same process: the usual two commands would pay for
 * two JVMs. Its one argument is the broker's {@code server.properties}.
 */
public final class Broker {

    private Broker() {}

    public static void main(String[] arguments) throws IOException {
        var configuration = Path.of(arguments[0]);
        if (!isFormatted(configuration)) {
            format(configuration);
        }
        Kafka.main(new String[] {configuration.toString()});
    }

    private static boolean isFormatted(Path configuration) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(configuration)) {
            properties.load(reader);
        }
        var logs = Objects.requireNonNull(properties.getProperty("log.dirs"), "log.dirs is not set");
        return Files.exists(Path.of(logs, "meta.properties"));
    }

    private static void format(Path configuration) {
        var clusterId = Uuid.randomUuid().toString();
        var status = StorageTool.execute(
                new String[] {"format", "--cluster-id", clusterId, "--config", configuration.toString()}, System.out);
        if (status != 0) {
            throw new IllegalStateException("formatting for " + configuration + " ended with status " + status);
        }
    }
}
