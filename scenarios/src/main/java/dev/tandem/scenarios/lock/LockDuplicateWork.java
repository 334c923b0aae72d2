package dev.tandem.scenarios.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Guide, 'Why distributed locks are needed': two instances find the same job pending, and the customer gets two e-mails. */
public final class LockDuplicateWork implements Story {

    private static final int INSTANCES = 2;

    @Override
    public String name() {
        return "lock-duplicate-work";
    }

    @Override
    public String about() {
        return "Two instances find one job: without a lock they send two e-mails, with a lock one.";
    }

    @Override
    public void play(Stage stage) {
        var withoutLock = inBoth(InstanceWork.WITHOUT_LOCK, stage);
        assertThat(withoutLock).hasSize(2);
        stage.tell("without a lock: both read \"pending\", both send: " + withoutLock);

        var withLock = inBoth(InstanceWork.WITH_LOCK, stage);
        assertThat(withLock).hasSize(1);
        stage.tell("with a lock: one sends, the other finds the job done: " + withLock);
    }

    private enum InstanceWork {
        WITHOUT_LOCK,
        WITH_LOCK
    }

    /** The worst moment, every time: nobody sends before both have looked, unless the lock keeps one from looking. */
    private static List<String> inBoth(InstanceWork how, Stage stage) {
        var mails = Collections.synchronizedList(new ArrayList<String>());
        var done = new AtomicBoolean();
        var bothHaveLooked = new CyclicBarrier(INSTANCES);
        var finished = new CountDownLatch(INSTANCES);
        try (var room = new LockRoom(stage);
                var instances = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var instance : List.of("A", "B")) {
                instances.execute(() -> {
                    switch (how) {
                        case WITHOUT_LOCK -> {
                            var pending = !done.get();
                            meet(bothHaveLooked);
                            send(pending, instance, mails, done);
                        }
                        case WITH_LOCK -> {
                            var grant = room.take(instance, Duration.ofSeconds(30));
                            send(!done.get(), instance, mails, done);
                            room.backend().release(grant);
                        }
                    }
                    finished.countDown();
                });
            }
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the story was interrupted", e);
        }
        return List.copyOf(mails);
    }

    private static void send(boolean pending, String instance, List<String> mails, AtomicBoolean done) {
        if (pending) {
            mails.add("from instance " + instance);
            done.set(true);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
