package dev.tandem.locks.fire;

import java.util.List;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;

class ZooKeeperUnderFireTest extends UnderFire {

    private final TestingServer server;

    ZooKeeperUnderFireTest() throws Exception {
        server = new TestingServer(new InstanceSpec(null, -1, -1, -1, true, -1, 500, -1), true);
    }

    @AfterEach
    void endServer() throws Exception {
        server.close();
    }

    @Override
    protected List<String> backend() {
        return List.of("zookeeper", server.getConnectString());
    }

    @Override
    protected void disturb() throws Exception {
        server.restart();
    }
}
