package dev.tandem.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.tandem.messaging.Reply;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.definition.SagaDefinitions;
import dev.tandem.orchestrator.engine.TripSagas.Trip;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class DefinitionsInUseTest {

    @Autowired
    private TripSagas trips;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    @AfterEach
    void nothingElseIsAlive() {
        jdbc.sql("DELETE FROM saga WHERE status IN ('RUNNING', 'COMPENSATING', 'STUCK')")
                .update();
    }

    @Test
    void aDeploymentThatDropsADefinitionInUseRefusesToStartAndSaysWhichSagasNeedIt() {
        var sagas = thousandTrips();

        assertThatIllegalStateException()
                .isThrownBy(() -> deploy(TripSagas.HASTY))
                .withMessageContaining("'patient-trip' version 1 is missing and has 1000 live sagas")
                .withMessageContaining(sagas.getFirst().toString());
    }

    @Test
    void aDeploymentThatTakesAStepOutOfADefinitionInUseRefusesToStart() {
        var sagas = thousandTrips();
        var withoutPaying = without(TripSagas.PATIENT, "pay", 1);

        assertThatIllegalStateException()
                .isThrownBy(() -> deploy(TripSagas.HASTY, withoutPaying))
                .withMessageContaining("'patient-trip' version 1 is not what it was and has 1000 live sagas")
                .withMessageContaining(sagas.getFirst().toString());
    }

    @Test
    void theNewPlanAsANewVersionBesideTheOldOneStarts() {
        thousandTrips();

        assertThatNoException()
                .isThrownBy(() -> deploy(TripSagas.HASTY, TripSagas.PATIENT, without(TripSagas.PATIENT, "pay", 2)));
    }

    @Test
    void aPlanThatNobodyFollowsAnyMoreMayGo() {
        var saga = trips.start(TripSagas.PATIENT);
        trips.hear(saga, "book", new Reply.Refused("FULL", "no seat left"));

        assertThat(trips.status(saga)).isEqualTo("FAILED");
        assertThatNoException().isThrownBy(() -> deploy(TripSagas.HASTY));
    }

    private List<UUID> thousandTrips() {
        return Stream.generate(() -> trips.start(TripSagas.PATIENT))
                .limit(1_000)
                .toList();
    }

    private static Saga<Trip> without(Saga<Trip> saga, String step, int version) {
        var steps = saga.steps().stream().filter(it -> !it.name().equals(step)).toList();
        return new Saga<>(saga.name(), version, saga.dataType(), saga.deadline(), steps);
    }

    private void deploy(Saga<?>... sagas) {
        new DefinitionsInUse(jdbc, new SagaDefinitions(List.of(sagas))).afterPropertiesSet();
    }
}
