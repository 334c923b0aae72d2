package dev.tandem.scenarios.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.time.Duration;

/** Guide, 'Release Pseudocode': release must verify ownership, or a late holder frees the lock of its successor. */
public final class LockForeignRelease implements Story {

    @Override
    public String name() {
        return "lock-foreign-release";
    }

    @Override
    public String about() {
        return "A works for longer than its lease and then releases: the lock is B's by now, and stays B's.";
    }

    @Override
    public void play(Stage stage) {
        try (var room = new LockRoom(stage)) {
            var a = room.take("A", Duration.ofSeconds(1));
            stage.tell("A takes the lock for 1 s, does not renew, and works on");
            var b = room.take("B", Duration.ofMinutes(1));
            stage.tell("B waits, and has the lock when A's lease has run out");

            assertThat(room.backend().release(a)).as("A's release").isFalse();
            assertThat(room.backend().renew(a, Duration.ofMinutes(1)))
                    .as("A's renewal")
                    .isFalse();
            assertThat(room.lock().path("owner").asText()).isEqualTo("B");
            stage.tell("A's release is refused: lease-lost. The lock is still B's");

            assertThat(room.backend().release(b)).as("B's release").isTrue();
        }
    }
}
