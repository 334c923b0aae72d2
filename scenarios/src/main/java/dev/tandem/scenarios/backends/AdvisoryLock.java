package dev.tandem.scenarios.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Guide, 'Modern Alternatives': PostgreSQL advisory locks, what they give and what they lack. */
public final class AdvisoryLock implements Story {

    private static final Duration TTL = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "advisory-lock";
    }

    @Override
    public String about() {
        return "A PostgreSQL session is the lock: it ends with the connection, and not with a time; its token keeps the data right.";
    }

    @Override
    public void play(Stage stage) {
        try (var report = Report.open(stage)) {
            var login = report.login();
            var backend = List.of("postgres-advisory", login.url(), login.username());
            var password = Map.of(Actor.PASSWORD, login.password());
            try (var a = Actor.enter(stage, "A", backend, password);
                    var b = Actor.enter(stage, "B", backend, password)) {
                theConnectionIsTheLock(stage, report, a, b);
                timeDoesNotEndIt(stage, a, b);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void theConnectionIsTheLock(Stage stage, Report report, Actor a, Actor b) throws SQLException {
        var key = "story:" + UUID.randomUUID();
        var ofA = Long.parseLong(a.acquires(key, TTL, PATIENCE));
        stage.tell("A has the lock with token %d, drawn in the statement that took it".formatted(ofA));
        b.order("acquire %s %d %d".formatted(key, TTL.toMillis(), PATIENCE.toMillis()));

        assertThat(report.endHolders()).isEqualTo(1);
        var ofB = Long.parseLong(b.hear("granted"));
        stage.tell("A's session is ended on the server: B, who waited there, has the lock at once, with token " + ofB);
        assertThat(report.write(ofB, "from-B")).isTrue();
        assertThat(report.write(ofA, "from-A")).isFalse();
        stage.tell("what A writes before it knows is refused: %d < %d".formatted(ofA, ofB));
        a.hear("lost");
        stage.tell("A finds out at its next renewal, a third of %d s later at most".formatted(TTL.toSeconds()));

        a.order("release");
        a.hear("released");
        b.order("release");
        b.hear("released");
    }

    private static void timeDoesNotEndIt(Stage stage, Actor a, Actor b) {
        var key = "story:" + UUID.randomUUID();
        a.acquires(key, TTL, PATIENCE);
        a.pause();
        b.order("acquire %s %d %d"
                .formatted(key, TTL.toMillis(), TTL.multipliedBy(2).toMillis()));
        b.hear("refused");
        stage.tell("what it lacks: A stands still for twice its time-to-live, and still nobody else gets in");
        a.kill();
        b.acquires(key, TTL, PATIENCE);
        stage.tell("only when A's process is gone, and its connection with it, B has the lock");
    }
}
