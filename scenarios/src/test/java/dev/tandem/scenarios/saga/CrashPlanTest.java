package dev.tandem.scenarios.saga;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.shop.Fault;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CrashPlanTest {

    @Test
    void theSameSeedMakesTheSamePlan() {
        assertThat(CrashPlan.of(42)).isEqualTo(CrashPlan.of(42)).isNotEqualTo(CrashPlan.of(43));
    }

    @Test
    void aPlanNamesACrashInEveryService() {
        assertThat(CrashPlan.of(7).crashes())
                .containsOnlyKeys(
                        "order-service",
                        "payment-service",
                        "inventory-service",
                        "shipping-service",
                        "saga-orchestrator");
        assertThat(CrashPlan.of(7).toString()).contains("payment-service at ");
    }

    @Test
    void twoHundredSeedsCoverEveryPointAndManyHits() {
        var points = LongStream.rangeClosed(1, 200)
                .mapToObj(CrashPlan::of)
                .flatMap(plan -> plan.crashes().values().stream())
                .toList();

        assertThat(points.stream().map(Fault::point).collect(toSet())).hasSize(20);
        assertThat(points.stream().map(Fault::skip).collect(toSet())).hasSizeGreaterThan(10);
    }
}
