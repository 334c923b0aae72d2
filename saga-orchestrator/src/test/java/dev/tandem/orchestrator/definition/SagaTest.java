package dev.tandem.orchestrator.definition;

import static dev.tandem.orchestrator.definition.Request.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tandem.orchestrator.definition.Step.Compensatable;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SagaTest {

    record Tea(String kind) {}

    @Test
    void aDefinitionThatMakesNoSenseIsFoundWhenItIsMade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Saga.named("tea", 1, Tea.class).build())
                .withMessageContaining("has no steps");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tea(1, "boil", "boil"))
                .withMessageContaining("two steps named boil");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tea(0, "boil"))
                .withMessageContaining("needs a version from 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Saga.named("Tea Time", 1, Tea.class).step(step("boil")).build())
                .withMessageContaining("kebab case");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> step("boil water"))
                .withMessageContaining("kebab case");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ask("boil", "kettle", (Tea tea) -> tea).within(Duration.ZERO))
                .withMessageContaining("must be positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ask("boil", "kettle", (Tea tea) -> tea).givenUpAfter(Duration.ofSeconds(29)))
                .withMessageContaining("shorter than one attempt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Saga.named("tea", 1, Tea.class)
                        .turningBackAfter(Duration.ofSeconds(29))
                        .step(step("boil"))
                        .build())
                .withMessageContaining("shorter than one attempt at boil");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Saga.named("tea", 1, Tea.class)
                        .pivot(ask("drink", "guest", (Tea tea) -> tea).givenUpAfter(Duration.ofMinutes(1)))
                        .build())
                .withMessageContaining("cannot give drink up");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(0, Duration.ofMillis(200), 2, Duration.ofSeconds(1)))
                .withMessageContaining("at least 1");
    }

    @Test
    void twoDefinitionsCannotShareNameAndVersion() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SagaDefinitions(List.of(tea(1, "boil"), tea(1, "pour"))))
                .withMessage("two definitions of saga 'tea' version 1");
    }

    @Test
    void newInstancesGetTheNewestVersionAndOldOnesKeepTheirs() {
        var old = tea(1, "boil");
        var young = tea(2, "boil", "pour");
        var definitions = new SagaDefinitions(List.of(young, old));

        assertThat(definitions.newest("tea")).contains(young);
        assertThat(definitions.find("tea", 1)).contains(old);
        assertThat(definitions.newest("coffee")).isEmpty();
        assertThat(definitions.find("tea", 3)).isEmpty();
    }

    @Test
    void anInstanceGetsThePlanThatItBeganWithOrNone() {
        var boilThenPour = new SagaDefinitions(List.of(tea(1, "boil", "pour")));
        var pourThenBoil = new SagaDefinitions(List.of(tea(1, "pour", "boil")));
        var patient = new SagaDefinitions(List.of(Saga.named("tea", 1, Tea.class)
                .turningBackAfter(Duration.ofHours(1))
                .step(step("boil"))
                .step(step("pour"))
                .build()));
        var checksum = boilThenPour.checksum("tea", 1).orElseThrow();

        assertThat(boilThenPour.get("tea", 1, checksum).steps()).hasSize(2);
        assertThat(patient.get("tea", 1, checksum).steps())
                .as("patience may change")
                .hasSize(2);
        assertThatIllegalStateException()
                .isThrownBy(() -> pourThenBoil.get("tea", 1, checksum))
                .withMessageContaining("has other steps");
        assertThatIllegalStateException()
                .isThrownBy(() -> boilThenPour.get("tea", 2, checksum))
                .withMessageContaining("not part of this deployment");
    }

    @Test
    void delaysGrowToTheLimitAndDifferFromSagaToSaga() {
        var retries = new RetryPolicy(5, Duration.ofMillis(200), 3, Duration.ofSeconds(10));

        for (var attempt = 1; attempt <= 100; attempt++) {
            var longest = Math.min(10_000, 200 * Math.pow(3, attempt - 1));
            assertThat(retries.delayAfter(attempt, UUID.randomUUID()).toMillis())
                    .isBetween((long) (longest / 2), (long) longest);
        }
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> retries.delayAfter(3, UUID.randomUUID()))
                        .distinct())
                .hasSizeGreaterThan(50);
    }

    private static Saga<Tea> tea(int version, String... steps) {
        var saga = Saga.named("tea", version, Tea.class);
        for (var step : steps) {
            saga = saga.step(step(step));
        }
        return saga.build();
    }

    private static Compensatable<Tea> step(String name) {
        return Request.<Tea>ask(name, "kettle", tea -> name).undoneBy("un" + name, (tea, reason) -> reason);
    }
}
