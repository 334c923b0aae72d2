package dev.tandem.scenarios.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.time.Duration;

/** Guide, 'Fencing Tokens': a holder that stood still past its lease writes late, and the resource must notice. */
public final class LockStaleWriteFenced implements Story {

    private static final Duration TTL = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "lock-stale-write-fenced";
    }

    @Override
    public String about() {
        return "A stands still past its lease, B writes, A wakes up and writes: its token is older, and it changes nothing.";
    }

    @Override
    public void play(Stage stage) {
        try (var room = new LockRoom(stage);
                var a = WorkerProcess.start("A", stage);
                var b = WorkerProcess.start("B", stage);
                var document = Document.create(stage)) {
            var older = a.take(room.key(), TTL);
            assertThat(a.write("A1")).isTrue();
            assertThat(a.write("A2")).as("the same holder's next write").isTrue();

            a.pause();
            room.backend().release(room.take("somebody", TTL)); // who waits until A's lease has run out
            var newer = b.take(room.key(), Duration.ofSeconds(30));
            assertThat(newer).isGreaterThan(older);
            assertThat(b.write("B1")).isTrue();
            a.resume();

            assertThat(a.write("A3")).as("the late write").isFalse();
            a.hears("lost");
            stage.tell("A has been told that its lease is lost");
            assertThat(document.body()).isEqualTo("B1");
            assertThat(b.write("B2")).isTrue();

            document.overwrite("A3");
            assertThat(document.body()).isEqualTo("A3");
            stage.tell("a resource that asks for no token takes the late write: \"A3\" instead of \"B2\"");
        }
    }
}
