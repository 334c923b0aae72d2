package dev.tandem.scenarios.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.time.Duration;

/** A waiter that dies leaves the queue: nobody is given a lock who cannot take it. */
public final class LockDeadWaiter implements Story {

    private static final Duration TTL = Duration.ofMinutes(2);

    /** Some milliseconds on a machine at rest; who was not skipped would be in the way for a time-to-live of 30 s. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "lock-dead-waiter";
    }

    @Override
    public String about() {
        return "Five wait for a lock, the second and third are killed: the fourth does not wait for them.";
    }

    @Override
    public void play(Stage stage) {
        try (var room = new LockRoom(stage);
                var alive = WorkerProcess.start("the process of 1, 4 and 5", stage);
                var mortal = WorkerProcess.start("the process of 2 and 3", stage)) {
            var held = room.take("holder", TTL);
            queue(room, alive, 1);
            queue(room, mortal, 2);
            queue(room, mortal, 3);
            queue(room, alive, 4);
            queue(room, alive, 5);
            stage.tell("five wait");

            mortal.kill();
            var released = System.nanoTime();
            room.backend().release(held);
            alive.hears("served 4");
            var delay = Duration.ofNanos(System.nanoTime() - released);
            alive.hears("served 5");

            stage.tell("the fourth has the lock after %d ms".formatted(delay.toMillis()));
            assertThat(delay).isLessThan(AT_ONCE);
        }
    }

    private static void queue(LockRoom room, WorkerProcess worker, int number) {
        worker.queue(room.key(), Integer.toString(number));
        room.awaitQueue(number);
    }
}
