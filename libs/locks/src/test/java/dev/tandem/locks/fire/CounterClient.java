package dev.tandem.locks.fire;

import dev.tandem.locks.Lease;
import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LockBackendUnavailable;
import dev.tandem.locks.LockOptions;
import dev.tandem.locks.Locks;
import dev.tandem.locks.advisory.AdvisoryBackend;
import dev.tandem.locks.postgres.LockServiceBackend;
import dev.tandem.locks.redlock.RedlockBackend;
import dev.tandem.locks.zookeeper.ZooKeeperBackend;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A process that increments the counter under a lock, again and again, until its input ends. */
public final class CounterClient {

    /** Short, so that a paused holder loses its lock while a test waits. */
    public static final Duration TTL = Duration.ofSeconds(1);

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofMillis(300);
    private static final Duration SESSION = Duration.ofSeconds(2);

    private CounterClient() {}

    /** Arguments: URL, user and password of the counter's database; the backend's name, and where it is. */
    public static void main(String[] arguments) throws IOException {
        var words = Arrays.asList(arguments);
        var counter = new Counter(new DriverManagerDataSource(words.get(0), words.get(1), words.get(2)));
        var locks = new Locks(backend(words), "counter client", new LockOptions(TTL, WAIT));
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                incrementOnce(locks, counter);
            }
        });
        while (System.in.read() >= 0) {
            // says nothing of interest
        }
        System.exit(0);
    }

    private static LockBackend backend(List<String> words) {
        var servers = words.subList(4, words.size());
        return switch (words.get(3)) {
            case "postgres" -> new LockServiceBackend(URI.create(servers.getFirst()), ANSWER);
            case "redlock" -> new RedlockBackend(servers, ANSWER);
            case "zookeeper" -> new ZooKeeperBackend(servers.getFirst(), SESSION);
            case "postgres-advisory" -> new AdvisoryBackend(words.get(0), words.get(1), words.get(2), 2);
            default -> throw new IllegalArgumentException(words.toString());
        };
    }

    /** Whatever happens to the lock, the next attempt begins from scratch. */
    private static void incrementOnce(Locks locks, Counter counter) {
        try {
            var lease = locks.tryAcquire("counter", WAIT);
            if (lease.isPresent()) {
                try (var held = lease.get()) {
                    increment(held, counter, locks.capabilities().fenced());
                }
            }
        } catch (InterruptedException | LockBackendUnavailable e) {
            Thread.interrupted();
        }
    }

    /** Read, compute, write: nothing but the lock and the fence keeps others out. */
    private static void increment(Lease lease, Counter counter, boolean fenced) throws InterruptedException {
        var seen = fenced ? counter.enter(lease.fencingToken()) : counter.enterWithTicket();
        if (seen.isPresent()) {
            Thread.sleep(1); // so that there is something to get between
            counter.write(seen.get().token(), seen.get().value() + 1);
        }
    }
}
