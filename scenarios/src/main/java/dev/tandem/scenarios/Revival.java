package dev.tandem.scenarios;

import static org.awaitility.Awaitility.await;

import dev.tandem.local.platform.PartStatus;
import dev.tandem.local.platform.RunningPlatform;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Starts every part again that dies, as an orchestrator of containers would and several at a time, until it is closed. */
public final class Revival implements AutoCloseable {

    private static final long LOOK_AGAIN_MILLIS = 200;

    private final RunningPlatform platform;
    private final List<String> died = new CopyOnWriteArrayList<>();
    private final AtomicInteger revived = new AtomicInteger();
    private final Set<String> beingRevived = ConcurrentHashMap.newKeySet();
    private final ExecutorService helpers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    Revival(RunningPlatform platform) {
        this.platform = platform;
        this.thread = Thread.ofPlatform().name("revival").daemon().start(this::run);
    }

    /** Who died so far, in this order. */
    public List<String> died() {
        return List.copyOf(died);
    }

    /** How many of them are back. */
    public int revived() {
        return revived.get();
    }

    /** Returns when that many have died and are back. */
    public void awaitDeaths(int count) {
        await(count + " parts die and are back").atMost(Stage.PATIENCE).until(() -> revived.get() >= count);
    }

    private void run() {
        try {
            while (!closed) {
                reviveTheDead();
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void reviveTheDead() {
        for (var part : platform.status()) {
            if (part.state() == PartStatus.State.DIED && beingRevived.add(part.name())) {
                died.add(part.name());
                helpers.execute(() -> revive(part.name()));
            }
        }
    }

    private void revive(String part) {
        try {
            platform.start(part);
            revived.incrementAndGet();
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            beingRevived.remove(part);
        }
    }

    /** Returns when nobody is being started any more. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        helpers.close();
        var problem = failure;
        if (problem != null) {
            throw new AssertionError("somebody who died does not start again", problem);
        }
    }
}
