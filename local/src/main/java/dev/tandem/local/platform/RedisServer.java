package dev.tandem.local.platform;

import dev.tandem.local.process.ManagedProcess;
import dev.tandem.local.process.Signal;
import java.nio.file.Path;
import java.util.List;

/** One of several Redis servers that know nothing of each other. */
final class RedisServer extends Part {

    /** An odd number, of which any two may be missing. */
    static final int COUNT = 5;

    /**
     * Everything is on disk before it is answered. Redis's own default would forget the last minutes in a crash, and a
     * lock that a server has forgotten is a vote that it casts twice.
     */
    private static final String CONFIGURATION = """
            # Written by tandem at each start.
            bind 127.0.0.1
            port ${port}
            dir "${data}"
            daemonize no
            save ""
            appendonly yes
            appendfsync always
            """;

    private final Home home;
    private final int port;

    RedisServer(int number, Home home, Ports ports) {
        super(new ManagedProcess(nameOf(number), home.run(), home.logs()));
        this.home = home;
        this.port = ports.of(nameOf(number));
    }

    static String nameOf(int number) {
        return "redis-" + number;
    }

    @Override
    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    List<String> portNames() {
        return List.of(name());
    }

    @Override
    void launch() {
        var program = RedisBinary.in(home.cache());
        var data = home.data(name());
        Folders.create(data);
        var configuration = home.run().resolve(name() + ".conf");
        Folders.write(configuration, configuration(data));
        process().launch(List.of(program, configuration.toString()), environment -> {}, data);
    }

    @Override
    boolean isReady() {
        return LineProtocol.ask(port, "PING")
                .filter(answer -> answer.equals("+PONG"))
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
