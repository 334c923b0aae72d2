package dev.tandem.scenarios.commit;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CommitCrashPlanTest {

    @Test
    void theSameSeedMakesTheSamePlan() {
        assertThat(CommitCrashPlan.of(42)).isEqualTo(CommitCrashPlan.of(42)).isNotEqualTo(CommitCrashPlan.of(43));
    }

    @Test
    void theFirstSeedsLeaveNoPointOutWhoeverDiesUnderWhicheverProtocol() {
        var crashes = LongStream.rangeClosed(1, CommitCrashPlan.SEEDS_FOR_ALL)
                .mapToObj(CommitCrashPlan::of)
                .flatMap(plan -> plan.crashes().keySet().stream().map(plan::describe))
                .collect(toSet());

        var ofParticipants = 4 * (5 + 7);
        var ofTheCoordinator = 6 + 12;
        assertThat(crashes).hasSize(ofParticipants + ofTheCoordinator);
    }
}
