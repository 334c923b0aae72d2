package dev.tandem.scenarios.backends;

import dev.tandem.local.platform.DatabaseLogin;
import dev.tandem.locks.LockBackend;
import dev.tandem.locks.advisory.AdvisoryBackend;
import dev.tandem.locks.redlock.RedlockBackend;
import dev.tandem.locks.zookeeper.ZooKeeperBackend;
import java.time.Duration;
import java.util.List;

/** How stories reach the backends, in their own process or, by words, in another one. */
final class Backends {

    /** Long, compared with what an answer takes, because a machine that plays stories is busy. */
    private static final Duration ANSWER = Duration.ofMillis(300);

    private static final int SESSIONS = 4;

    private Backends() {}

    static LockBackend of(List<String> words) {
        return switch (words.getFirst()) {
            case "redlock" -> redlock(words.subList(1, words.size()));
            case "zookeeper" -> zooKeeper(words.get(1), Duration.parse(words.get(2)));
            case "postgres-advisory" ->
                advisory(new DatabaseLogin(words.get(1), words.get(2), System.getenv(Actor.PASSWORD)));
            default -> throw new IllegalArgumentException(words.toString());
        };
    }

    static RedlockBackend redlock(List<String> servers) {
        return new RedlockBackend(servers, ANSWER);
    }

    static ZooKeeperBackend zooKeeper(String server, Duration session) {
        return new ZooKeeperBackend(server, session);
    }

    static AdvisoryBackend advisory(DatabaseLogin login) {
        return new AdvisoryBackend(login.url(), login.username(), login.password(), SESSIONS);
    }
}
