package dev.tandem.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.tandem.orchestrator.definition.SagaDefinitions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class DefinitionsInUseTest {

    @Autowired
    private TripSagas trips;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aDeploymentThatDropsADefinitionInUseRefusesToStartAndSaysWhich() {
        var saga = trips.start(TripSagas.PATIENT);
        var without = new SagaDefinitions(List.of(TripSagas.HASTY));
        var with = new SagaDefinitions(List.of(TripSagas.HASTY, TripSagas.PATIENT));

        assertThatIllegalStateException()
                .isThrownBy(() -> new DefinitionsInUse(jdbc, without).afterPropertiesSet())
                .withMessageContaining("'patient-trip' version 1");
        assertThatNoException().isThrownBy(() -> new DefinitionsInUse(jdbc, with).afterPropertiesSet());

        jdbc.sql("DELETE FROM saga WHERE id = ?").param(saga).update();
    }
}
