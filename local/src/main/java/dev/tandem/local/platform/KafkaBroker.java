package dev.tandem.local.platform;

import dev.tandem.local.process.ManagedProcess;
import dev.tandem.local.process.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A real Kafka broker that is its own controller. */
final class KafkaBroker extends Part {

    private static final String MAIN_CLASS = "dev.tandem.local.broker.Broker";

    /** One node; the sizes that make it start fast. Topics are made by us alone, so that a misspelt one is an error. */
    private static final String CONFIGURATION = """
            # Written by tandem at each start.
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:${controllerPort}
            controller.listener.names=CONTROLLER
            listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
            advertised.listeners=PLAINTEXT://127.0.0.1:${port}
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            log.dirs=${logs}

            auto.create.topics.enable=false
            num.partitions=4
            default.replication.factor=1
            num.network.threads=2
            num.io.threads=4
            offsets.topic.num.partitions=4
            offsets.topic.replication.factor=1
            transaction.state.log.num.partitions=4
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            group.initial.rebalance.delay.ms=0
            log.cleaner.dedupe.buffer.size=8388608
            """;

    private final Home home;
    private final Ports ports;
    private final Supplier<Jvm> jvm;
    private final Topics topics;

    KafkaBroker(Home home, Ports ports, Supplier<Jvm> jvm) {
        super(new ManagedProcess(Platform.KAFKA, home.run(), home.logs()));
        this.home = home;
        this.ports = ports;
        this.jvm = jvm;
        this.topics = new Topics(address());
    }

    @Override
    String address() {
        return "127.0.0.1:" + ports.of(Platform.KAFKA);
    }

    @Override
    List<String> portNames() {
        return List.of(Platform.KAFKA, Ports.KAFKA_CONTROLLER);
    }

    @Override
    void launch() {
        var logs = home.data(Platform.KAFKA);
        Folders.create(logs);
        var configuration = home.run().resolve("kafka.properties");
        Folders.write(configuration, configuration(logs));
        process().launch(jvm.get().command(MAIN_CLASS, List.of(configuration.toString())), environment -> {}, logs);
    }

    @Override
    boolean isReady() {
        return topics.brokerAnswers();
    }

    @Override
    void prepareForUse() {
        topics.create();
    }

    @Override
    Signal politeEnd() {
        return Signal.TERM;
    }

    private String configuration(Path logs) {
        return CONFIGURATION
                .replace("${port}", Integer.toString(ports.of(Platform.KAFKA)))
                .replace("${controllerPort}", Integer.toString(ports.of(Ports.KAFKA_CONTROLLER)))
                .replace("${logs}", logs.toString());
    }
}
