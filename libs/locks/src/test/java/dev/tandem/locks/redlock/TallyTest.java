package dev.tandem.locks.redlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final List<CompletableFuture<Boolean>> votes =
            Stream.generate(CompletableFuture<Boolean>::new).limit(5).toList();

    private final CompletableFuture<Tally> tally = Tally.of(votes);

    @Test
    void aMajorityNeedNotWaitForTheRest() {
        say(true, 0, 2);
        assertThat(tally).isNotDone();

        say(true, 4);

        assertThat(tally.join().agrees()).isTrue();
    }

    @Test
    void threeThatRefuseDecideToo() {
        say(false, 0, 1, 2);

        assertThat(tally.join().agrees()).isFalse();
        assertThat(tally.join().refuses()).isTrue();
    }

    @Test
    void aSplitVoteWithOneSilentIsNeitherButHeardOf() {
        say(true, 0, 1);
        say(false, 2, 3);
        assertThat(tally).isNotDone();

        votes.get(4).completeExceptionally(new IllegalStateException("silent"));

        assertThat(tally.join()).isEqualTo(new Tally(5, 2, 2, 1));
        assertThat(tally.join().agrees()).isFalse();
        assertThat(tally.join().refuses()).isFalse();
        assertThat(tally.join().isHeardOfMajority()).isTrue();
    }

    @Test
    void twoOfFiveKnowNothing() {
        say(true, 0, 1);
        for (var silent : votes.subList(2, 5)) {
            silent.completeExceptionally(new IllegalStateException("silent"));
        }

        assertThat(tally.join().agrees()).isFalse();
        assertThat(tally.join().isHeardOfMajority()).isFalse();
    }

    private void say(boolean answer, int... voters) {
        for (var voter : voters) {
            votes.get(voter).complete(answer);
        }
    }
}
