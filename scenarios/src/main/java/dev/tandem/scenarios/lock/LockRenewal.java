package dev.tandem.scenarios.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.time.Duration;

/** Guide, 'Lock Renewal (Heartbeat)': work that takes longer than the time-to-live keeps its lock. */
public final class LockRenewal implements Story {

    private static final Duration TTL = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "lock-renewal";
    }

    @Override
    public String about() {
        return "A works for three times its time-to-live, and nobody else gets the lock: it is renewed at a third of it.";
    }

    @Override
    public void play(Stage stage) {
        try (var room = new LockRoom(stage);
                var holder = WorkerProcess.start("A", stage);
                var document = Document.create(stage)) {
            holder.take(room.key(), TTL);

            assertThat(room.tryTake("B", TTL, TTL.multipliedBy(3)))
                    .as("B's wish")
                    .isEmpty();
            stage.tell("B waits for %d s in vain".formatted(TTL.multipliedBy(3).toSeconds()));

            assertThat(holder.hasSaid("lost")).isFalse();
            assertThat(holder.write("finished")).isTrue();
            assertThat(document.body()).isEqualTo("finished");
            holder.release();
            assertThat(room.tryTake("B", TTL, Duration.ZERO))
                    .as("B's next wish")
                    .isPresent();
        }
    }
}
