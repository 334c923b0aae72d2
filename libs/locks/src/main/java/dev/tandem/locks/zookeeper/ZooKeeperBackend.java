package dev.tandem.locks.zookeeper;

import dev.tandem.locks.Capabilities;
import dev.tandem.locks.Grant;
import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LockBackendUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryUntilElapsed;
import org.apache.zookeeper.KeeperException;

/**
 * Locks as queues of nodes in ZooKeeper (guide, 'ZooKeeper Locks'; ZooKeeper's own recipe): see {@link WaitingLine}.
 *
 * <ul>
 *   <li>The fencing token is the transaction in which the holder's node was created ({@code czxid}). It rises across the
 *       whole ensemble, also when a key's folder was removed meanwhile and the numbers in it begin again.
 *   <li>A lock lasts as long as the session of this process. All its locks are lost with it at once, and their holders
 *       are told as soon as the session has ended or could not be kept alive for as long as it lasts.
 *   <li>A node of an earlier session, which is about to disappear, is never taken for one's own.
 *   <li>Within a session there is no time-to-live: a holder that hangs in a process that lives keeps the lock.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class ZooKeeperBackend implements LockBackend, AutoCloseable {

    private static final Duration RETRY_PAUSE = Duration.ofMillis(50);

    /** An operation is repeated for this part of a session at most: it has ended before the session has. */
    private static final int PATIENCE = 3;

    private final CuratorFramework client;
    private final WaitingLine line;

    /** The session in which each grant was made, by lease id. */
    private final Map<String, Long> sessions = new ConcurrentHashMap<>();

    private final Map<String, Runnable> mourners = new ConcurrentHashMap<>();

    /**
     * Begins to connect, and does not wait for it.
     *
     * @param servers hosts and ports of the ensemble, separated by commas
     * @param session after which the locks of a process that is not heard of any more are free; servers have bounds of
     *     their own for it
     */
    public ZooKeeperBackend(String servers, Duration session) {
        this(client(servers, session));
    }

    ZooKeeperBackend(CuratorFramework client) {
        this.client = client;
        this.line = new WaitingLine(client);
        client.getConnectionStateListenable().addListener((_, state) -> {
            if (state == ConnectionState.LOST) {
                loseAll();
            }
        });
        client.start();
    }

    private static CuratorFramework client(String servers, Duration session) {
        var patience = Math.toIntExact(session.dividedBy(PATIENCE).toMillis());
        return CuratorFrameworkFactory.builder()
                .connectString(servers)
                .sessionTimeoutMs(Math.toIntExact(session.toMillis()))
                .connectionTimeoutMs(patience)
                .retryPolicy(new RetryUntilElapsed(patience, Math.toIntExact(RETRY_PAUSE.toMillis())))
                .build();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, false);
    }

    @Override
    public Optional<Grant> acquire(String key, String owner, Duration ttl, Duration wait) throws InterruptedException {
        var deadline = System.nanoTime() + wait.toNanos();
        return ask(key, () -> {
            var node = line.join(key, owner);
            var granted = Optional.<Grant>empty();
            try {
                if (line.awaitTurn(node, deadline)) {
                    granted = Optional.of(grant(key, owner, ttl, node));
                }
                return granted;
            } finally {
                if (granted.isEmpty()) {
                    line.leave(node);
                }
            }
        });
    }

    /** Reading the node also shows the server that the session is in use: from here it lasts for its whole time. */
    private Grant grant(String key, String owner, Duration ttl, String node) throws Exception {
        var asked = System.nanoTime();
        var stat = client.checkExists().forPath(node);
        if (stat == null || stat.getEphemeralOwner() != session()) {
            throw new LockBackendUnavailable("the session ended while it waited for lock '%s'".formatted(key));
        }
        sessions.put(node, stat.getEphemeralOwner());
        return new Grant(key, owner, node, OptionalLong.of(stat.getCzxid()), asked, validity(ttl));
    }

    /** No longer than the server would wait for a sign of life. */
    private Duration validity(Duration ttl) {
        var session = Duration.ofMillis(client.getZookeeperClient().getLastNegotiatedSessionTimeoutMs());
        return ttl.compareTo(session) < 0 ? ttl : session;
    }

    @Override
    public boolean renew(Grant grant, Duration ttl) {
        var session = sessions.get(grant.leaseId());
        return session != null
                && askToTheEnd(grant.key(), () -> {
                    var stat = client.checkExists().forPath(grant.leaseId());
                    return stat != null && stat.getEphemeralOwner() == session && session == session();
                });
    }

    @Override
    public boolean release(Grant grant) {
        mourners.remove(grant.leaseId());
        return sessions.remove(grant.leaseId()) != null
                && askToTheEnd(grant.key(), () -> {
                    try {
                        client.delete().guaranteed().forPath(grant.leaseId());
                        return true;
                    } catch (KeeperException.NoNodeException gone) {
                        return false;
                    }
                });
    }

    @Override
    public void watch(Grant grant, Runnable lost) {
        mourners.put(grant.leaseId(), lost);
        if (!sessions.containsKey(grant.leaseId())) {
            mourn(grant.leaseId()); // it was lost before anybody watched
        }
    }

    /** Ends the session, and with it every lock. */
    @Override
    public void close() {
        client.close();
    }

    private void loseAll() {
        sessions.clear();
        List.copyOf(mourners.keySet()).forEach(this::mourn);
    }

    private void mourn(String leaseId) {
        var mourner = mourners.remove(leaseId);
        if (mourner != null) {
            mourner.run();
        }
    }

    private long session() throws Exception {
        return client.getZookeeperClient().getZooKeeper().getSessionId();
    }

    private static <T> T askToTheEnd(String key, Callable<T> question) {
        try {
            return ask(key, question);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LockBackendUnavailable("interrupted while asking for lock '%s'".formatted(key), e);
        }
    }

    /** Curator's methods declare any exception; what they throw is that no answer could be had. */
    private static <T> T ask(String key, Callable<T> question) throws InterruptedException {
        try {
            return question.call();
        } catch (InterruptedException | LockBackendUnavailable e) {
            throw e;
        } catch (Exception e) {
            throw new LockBackendUnavailable("ZooKeeper gives no answer about lock '%s'".formatted(key), e);
        }
    }
}
