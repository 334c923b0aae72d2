package dev.tandem.testsupport;

import java.util.Map;
import kafka.testkit.KafkaClusterTestKit;
import kafka.testkit.TestKitNodes;
import org.apache.kafka.common.utils.Exit;

/** A broker inside the test JVM, by Kafka's own kit for tests. */
final class EmbeddedKafka implements KafkaProcess {

    private final KafkaClusterTestKit cluster;

    static {
        // At the JVM's end its files are deleted under the running broker, which would then halt the JVM as failed.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Exit.setHaltProcedure((status, message) -> {}), "let-kafka-be"));
    }

    EmbeddedKafka(String bootstrapServers, Map<String, String> settings) {
        try {
            var nodes = new TestKitNodes.Builder()
                    .setCombined(true)
                    .setNumBrokerNodes(1)
                    .setNumControllerNodes(1)
                    // The kit would take any port, and another one after a restart.
                    .setPerServerProperties(Map.of(
                            0, Map.of("listeners", "EXTERNAL://" + bootstrapServers + ",CONTROLLER://localhost:0")))
                    .build();
            var builder = new KafkaClusterTestKit.Builder(nodes);
            settings.forEach(builder::setConfigProp);
            cluster = builder.build();
            cluster.format();
            cluster.startup();
            cluster.waitForReadyBrokers();
        } catch (Exception e) {
            throw new IllegalStateException("no Kafka broker", e);
        }
    }

    @Override
    public void stop() {
        cluster.brokers().values().forEach(broker -> broker.shutdown());
    }

    @Override
    public void restart() {
        cluster.brokers().values().forEach(broker -> broker.startup());
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } catch (Exception e) {
            throw new IllegalStateException("broker did not close", e);
        }
    }
}
