package dev.tandem.scenarios.events;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.shop.Fault;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProjectorCrashPlanTest {

    @Test
    void theSameSeedMakesTheSamePlan() {
        assertThat(ProjectorCrashPlan.of(42))
                .isEqualTo(ProjectorCrashPlan.of(42))
                .isNotEqualTo(ProjectorCrashPlan.of(43));
    }

    @Test
    void theFirstSeedsLeaveNoPointOutAndSomeMoreNoneWithAnyView() {
        assertThat(first(ProjectorCrashPlan.SEEDS_FOR_ALL, Fault::point)).hasSize(8);
        assertThat(first(ProjectorCrashPlan.SEEDS_FOR_ALL_VIEWS, fault -> List.of(fault.point(), "" + fault.subject())))
                .hasSize(8 * 5);
    }

    private static Set<Object> first(int seeds, Function<Fault, Object> what) {
        return LongStream.rangeClosed(1, seeds)
                .mapToObj(ProjectorCrashPlan::of)
                .flatMap(plan -> Stream.of(plan.following(), plan.rebuilding()))
                .map(what)
                .collect(toSet());
    }
}
