package dev.tandem.scenarios.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.time.Duration;

/** Guide, 'The Expiration Problem': a holder that crashed is in nobody's way for longer than its time-to-live. */
public final class LockHolderCrash implements Story {

    private static final Duration TTL = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "lock-holder-crash";
    }

    @Override
    public String about() {
        return "The holder is killed: its lock runs out, and the next in the queue has it, with a higher token.";
    }

    @Override
    public void play(Stage stage) {
        try (var room = new LockRoom(stage);
                var holder = WorkerProcess.start("A", stage)) {
            var token = holder.take(room.key(), TTL);
            assertThat(room.tryTake("B", TTL, Duration.ZERO))
                    .as("while A lives")
                    .isEmpty();

            holder.kill();
            var next = room.take("B", TTL);

            assertThat(next.fencingToken().orElseThrow()).isGreaterThan(token);
            stage.tell("B has the lock, token %d".formatted(next.fencingToken().orElseThrow()));
            room.backend().release(next);
        }
    }
}
