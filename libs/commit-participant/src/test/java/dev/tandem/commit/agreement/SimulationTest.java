package dev.tandem.commit.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Groups whose messages overtake each other and get lost, whose leaders die half-way and come back, several at a time, on
 * any side of any partition. The seed is all there is to it: the one that fails is in the message, and fails again.
 */
class SimulationTest {

    /** -Dcommit.simulations=200000 for the whole of it. */
    private static final long RUNS = Long.getLong("commit.simulations", 5_000);

    @Test
    void aQuorumNeverSplitsAndEndsOnceEverybodyCanBeReached() {
        for (var seed = 1L; seed <= RUNS; seed++) {
            var world = new World(seed, Termination.QUORUM);
            world.run();
            assertThat(world.hasSplit()).as("seed %d: %s", seed, world).isFalse();

            world.heal();

            assertThat(world.outcomes()).as("seed %d: %s", seed, world).hasSize(1);
            assertThat(world.isOver()).as("seed %d: %s", seed, world).isTrue();
        }
    }

    /** If it did not, this test would show nothing about the other one. */
    @Test
    void theGuidesRuleSplitsInSomeOfThem() {
        var splits = LongStream.rangeClosed(1, 500)
                .filter(seed -> {
                    var world = new World(seed, Termination.GUIDE);
                    world.run();
                    return world.hasSplit();
                })
                .count();

        assertThat(splits).isPositive();
    }
}
