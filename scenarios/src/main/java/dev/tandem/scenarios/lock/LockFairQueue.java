package dev.tandem.scenarios.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.locks.postgres.LockServiceBackend;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** First come, first served, whichever replica of the lock service one came to. */
public final class LockFairQueue implements Story {

    private static final int WAITERS = 64;
    private static final Duration TTL = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "lock-fair-queue";
    }

    @Override
    public String about() {
        return "64 clients of two replicas of the lock service wait for one lock, and have it in the order of their coming.";
    }

    @Override
    public void play(Stage stage) {
        stage.start("lock-service-2");
        try (var room = new LockRoom(stage);
                var other = new LockServiceBackend(stage.url("lock-service-2"), Duration.ofSeconds(10));
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var served = Collections.synchronizedList(new ArrayList<Integer>());
            var tokens = Collections.synchronizedList(new ArrayList<Long>());
            var waiting = new ArrayList<Future<Boolean>>();
            var held = room.take("holder", TTL);
            for (var i = 1; i <= WAITERS; i++) {
                var number = i;
                var backend = i % 2 == 0 ? other : room.backend();
                waiting.add(clients.submit(() -> {
                    var grant = backend.acquire(room.key(), "client " + number, TTL, LockRoom.PATIENCE)
                            .orElseThrow();
                    served.add(number);
                    tokens.add(grant.fencingToken().orElseThrow());
                    return backend.release(grant);
                }));
                room.awaitQueue(number);
            }
            stage.tell("%d clients stand in the queue, every other at lock-service-2".formatted(WAITERS));

            room.backend().release(held);
            for (var one : waiting) {
                one.get();
            }

            assertThat(served)
                    .isEqualTo(IntStream.rangeClosed(1, WAITERS).boxed().toList());
            assertThat(tokens).isSorted().doesNotHaveDuplicates();
            stage.tell("they were served from 1 to %d, with rising tokens".formatted(WAITERS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the story was interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a client had no lock", e.getCause());
        } finally {
            stage.stop("lock-service-2");
        }
    }
}
