package dev.tandem.lock.web;

import dev.tandem.locks.fire.CounterClient;
import dev.tandem.locks.fire.Partition;
import dev.tandem.locks.fire.UnderFire;
import dev.tandem.testsupport.RealPostgres;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The network between clients and service is cut for longer than a lease lasts: what they sent arrives late. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.config.name=lock-service")
@RealPostgres
class LockServiceUnderFireTest extends UnderFire {

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private Partition network;

    @BeforeEach
    void connect() throws IOException {
        network = new Partition(port);
    }

    @AfterEach
    void disconnect() throws IOException {
        network.close();
    }

    @Override
    protected List<String> backend() {
        return List.of("postgres", "http://127.0.0.1:" + network.port());
    }

    @Override
    protected void disturb() {
        network.cut();
        pass(CounterClient.TTL.plusMillis(500));
        network.mend();
    }
}
