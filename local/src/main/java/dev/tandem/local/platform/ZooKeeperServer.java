package dev.tandem.local.platform;

import dev.tandem.local.process.ManagedProcess;
import dev.tandem.local.process.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A real ZooKeeper that is alone, and therefore its own majority. */
final class ZooKeeperServer extends Part {

    private static final String MAIN_CLASS = "org.apache.zookeeper.server.ZooKeeperServerMain";

    /** A session may be as short as two ticks: the shorter it is, the sooner a dead holder's lock is free. */
    private static final String CONFIGURATION = """
            # Written by tandem at each start.
            clientPortAddress=127.0.0.1
            clientPort=${port}
            dataDir=${data}
            tickTime=500
            minSessionTimeout=1000
            maxSessionTimeout=60000
            maxClientCnxns=0
            admin.enableServer=false
            """;

    private final Home home;
    private final int port;
    private final Supplier<Jvm> jvm;

    ZooKeeperServer(Home home, Ports ports, Supplier<Jvm> jvm) {
        super(new ManagedProcess(Platform.ZOOKEEPER, home.run(), home.logs()));
        this.home = home;
        this.port = ports.of(Platform.ZOOKEEPER);
        this.jvm = jvm;
    }

    @Override
    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    List<String> portNames() {
        return List.of(Platform.ZOOKEEPER);
    }

    @Override
    void launch() {
        var data = home.data(Platform.ZOOKEEPER);
        Folders.create(data);
        var configuration = home.run().resolve("zookeeper.cfg");
        Folders.write(configuration, configuration(data));
        process().launch(jvm.get().command(MAIN_CLASS, List.of(configuration.toString())), environment -> {}, data);
    }

    /** Its first line is another one as long as it does not serve. */
    @Override
    boolean isReady() {
        return LineProtocol.ask(port, "srvr")
                .filter(answer -> answer.startsWith("Zookeeper version"))
                .isPresent();
    }

    @Override
    Signal politeEnd() {
        return Signal.TERM;
    }

    private String configuration(Path data) {
        return CONFIGURATION.replace("${port}", Integer.toString(port)).replace("${data}", data.toString());
    }
}
