package dev.tandem.scenarios.backends;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.zookeeper.KeeperException;

/** Looks at the line of a key, as an operator with ZooKeeper's shell would. */
final class ZooKeeperNodes implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CuratorFramework client;
    private final String folder;

    private ZooKeeperNodes(CuratorFramework client, String folder) {
        this.client = client;
        this.folder = folder;
    }

    static ZooKeeperNodes of(String server, String key) {
        var client = CuratorFrameworkFactory.newClient(server, new RetryForever(100));
        client.start();
        return new ZooKeeperNodes(client, "/tandem/locks/" + key.replace(":", "%3A"));
    }

    void awaitLength(int length) {
        await("%d in line".formatted(length))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> line().size() == length);
    }

    /** Each node's number, and whose it is. */
    String describe() {
        return line().entrySet().stream()
                .map(node -> node.getKey() + " (" + node.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private Map<String, String> line() {
        var line = new TreeMap<String, String>();
        try {
            for (var node : client.getChildren().forPath(folder)) {
                var owner = new String(client.getData().forPath(folder + "/" + node), StandardCharsets.UTF_8);
                line.put(node.substring(node.lastIndexOf("lock-")), owner);
            }
            return line;
        } catch (KeeperException.NoNodeException changing) {
            return Map.of();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
