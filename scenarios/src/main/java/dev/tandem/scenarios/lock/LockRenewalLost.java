package dev.tandem.scenarios.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.time.Duration;

/** Guide, 'Edge Case: Renewal Fails': who cannot renew stops before somebody else starts. */
public final class LockRenewalLost implements Story {

    private static final Duration TTL = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "lock-renewal-lost";
    }

    @Override
    public String about() {
        return "Renewals do not come through: the holder is told by its own clock, before another one has the lock.";
    }

    @Override
    public void play(Stage stage) {
        try (var room = new LockRoom(stage);
                var holder = WorkerProcess.start("A", stage)) {
            holder.take(room.key(), TTL);

            stage.pause("lock-service");
            holder.hears("lost");
            stage.tell("A hears that its lease is lost while the lock service is silent, and stops");
            stage.resume("lock-service");

            var next = room.take("B", TTL);
            stage.tell("B has the lock, token %d".formatted(next.fencingToken().orElseThrow()));
            assertThat(room.lock().path("owner").asText()).isEqualTo("B");
            room.backend().release(next);
        }
    }
}
