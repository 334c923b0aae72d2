package dev.tandem.scenarios.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.local.platform.Extra;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Guide, 'Critique Point 1: Timing Assumptions': a holder is paused for longer than its lock lasts. */
public final class RedlockLongPause implements Story {

    private static final Duration TTL = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "redlock-long-pause";
    }

    @Override
    public String about() {
        return "A process stands still past its Redlock: its late write overwrites another's, unless the resource counts who came in.";
    }

    @Override
    public Set<Extra> needs() {
        return Set.of(Extra.REDIS);
    }

    @Override
    public void play(Stage stage) {
        var backend = Stream.concat(Stream.of("redlock"), stage.addresses(Extra.REDIS).stream())
                .toList();
        try (var report = Report.open(stage);
                var a = Actor.enter(stage, "A", backend);
                var b = Actor.enter(stage, "B", backend)) {
            withoutFence(stage, report, a, b);
            withTickets(stage, report, a, b);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void withoutFence(Stage stage, Report report, Actor a, Actor b) throws SQLException {
        stage.tell("without a fence: a Redlock has no token to send along");
        overtaken(stage, a, b);

        b.order("write from-B");
        b.hear("writes - from-B");
        report.writeUnguarded("from-B");
        stage.tell("B writes its report");
        wakesAndWrites(stage, a);
        report.writeUnguarded("from-A");

        assertThat(report.body()).isEqualTo("from-A");
        stage.tell("the report is A's, who had lost the lock: B's is gone");
        bothAreDone(a, b);
    }

    private static void withTickets(Stage stage, Report report, Actor a, Actor b) throws SQLException {
        stage.tell("with tickets: whoever comes in draws a number from the resource itself, before it does anything");
        var ofA = report.ticket();
        overtaken(stage, a, b);
        var ofB = report.ticket();
        stage.tell("A came in with ticket %d, B with ticket %d".formatted(ofA, ofB));

        assertThat(report.write(ofB, "from-B")).isTrue();
        wakesAndWrites(stage, a);
        assertThat(report.write(ofA, "from-A")).isFalse();

        assertThat(report.body()).isEqualTo("from-B");
        stage.tell("A's write is refused: ticket %d is older than %d, and the report is B's".formatted(ofA, ofB));
        bothAreDone(a, b);
    }

    /** A believes in its lock, and stands still; B gets it meanwhile. */
    private static void overtaken(Stage stage, Actor a, Actor b) {
        var key = "story:" + UUID.randomUUID();
        a.acquires(key, TTL, PATIENCE);
        a.order("check");
        a.hear("held");
        stage.tell("A has the lock for %d s, has looked, and is about to write".formatted(TTL.toSeconds()));
        a.pause();
        a.order("write from-A");
        b.acquires(key, TTL, PATIENCE);
        stage.tell("A's time is up in every server, and B gets the lock");
    }

    private static void wakesAndWrites(Stage stage, Actor a) {
        a.resume();
        a.hear("writes - from-A");
        a.hear("lost");
        stage.tell("A goes on where it stood, writes, and is told a moment later that the lock is lost");
    }

    private static void bothAreDone(Actor a, Actor b) {
        List.of(a, b).forEach(actor -> {
            actor.order("release");
            actor.hear("released");
        });
    }
}
