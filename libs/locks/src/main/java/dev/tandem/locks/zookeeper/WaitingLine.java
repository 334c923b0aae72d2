package dev.tandem.locks.zookeeper;

import dev.tandem.locks.LockBackendUnavailable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;

/**
 * The queue for a key: whoever wants the lock appends an ephemeral sequential node to the key's folder, the first in the
 * folder has the lock, and each other one watches the node before its own. A release therefore wakes one waiter, not the
 * herd; a waiter that dies leaves the line with its session, and the one behind it moves up.
 */
final class WaitingLine {

    private static final String ROOT = "/tandem/locks";
    private static final String PREFIX = "lock-";

    /** The server appends ten digits; what is in front of them is random. */
    private static final Comparator<String> BY_SEQUENCE =
            Comparator.comparing(name -> name.substring(name.lastIndexOf('-') + 1));

    private final CuratorFramework client;

    WaitingLine(CuratorFramework client) {
        this.client = client;
    }

    /** The folder of a key, which may contain anything. */
    static String folder(String key) {
        return ZKPaths.makePath(
                ROOT, URLEncoder.encode(key, StandardCharsets.UTF_8).replace(".", "%2E"));
    }

    /**
     * Appends a node, and returns its path. Its name has a random part ("protection"), by which Curator finds it again
     * if the server's answer is lost: otherwise it would stand in line with nobody behind it. Folders are containers,
     * which the server removes some time after they have become empty.
     */
    String join(String key, String owner) throws Exception {
        return client.create()
                .creatingParentContainersIfNeeded()
                .withProtection()
                .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                .forPath(ZKPaths.makePath(folder(key), PREFIX), owner.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Waits until the node is the first in line.
     *
     * @return false if it is not by {@code deadline}, as {@link System#nanoTime} counts
     */
    boolean awaitTurn(String node, long deadline) throws Exception {
        var at = ZKPaths.getPathAndNode(node);
        while (true) {
            var names = client.getChildren().forPath(at.getPath()).stream()
                    .sorted(BY_SEQUENCE)
                    .toList();
            var place = names.indexOf(at.getNode());
            if (place < 0) {
                throw new LockBackendUnavailable("the session ended while it waited in " + at.getPath());
            }
            if (place == 0) {
                return true;
            }
            if (deadline - System.nanoTime() <= 0
                    || !awaitChange(ZKPaths.makePath(at.getPath(), names.get(place - 1)), deadline)) {
                return false;
            }
        }
    }

    /** Also returns when the connection breaks: whoever looks again will find out what that means. */
    private boolean awaitChange(String predecessor, long deadline) throws Exception {
        var changed = new CountDownLatch(1);
        CuratorWatcher watcher = _ -> changed.countDown();
        try {
            client.getData().usingWatcher(watcher).forPath(predecessor);
        } catch (KeeperException.NoNodeException hasJustLeft) {
            return true;
        }
        if (changed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return true;
        }
        client.watchers().remove(watcher).inBackground().forPath(predecessor);
        return false;
    }

    /** Leaves the line, if need be once the connection is back, and does not wait for it. */
    void leave(String node) throws Exception {
        client.delete().guaranteed().inBackground().forPath(node);
    }
}
