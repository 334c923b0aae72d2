package dev.tandem.locks.fire;

import dev.tandem.testsupport.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** Servers are frozen, and killed, after which they have forgotten their votes: the fence has to hold. */
class RedlockUnderFireTest extends UnderFire {

    private final List<RedisServer> servers = RedisServer.start(5, false);

    @AfterEach
    void endServers() {
        servers.forEach(RedisServer::close);
    }

    @Override
    protected List<String> backend() {
        return Stream.concat(Stream.of("redlock"), servers.stream().map(RedisServer::address))
                .toList();
    }

    @Override
    protected void disturb() {
        servers.subList(0, 3).forEach(RedisServer::pause);
        pass(Duration.ofMillis(500));
        servers.subList(0, 3).forEach(RedisServer::resume);
        servers.get(4).kill();
        servers.get(4).restart();
    }
}
