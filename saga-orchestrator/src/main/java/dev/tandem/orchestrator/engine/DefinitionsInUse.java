package dev.tandem.orchestrator.engine;

import dev.tandem.orchestrator.definition.SagaDefinitions;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refuses to start a deployment that dropped or changed a definition which sagas are still running on: they keep the
 * plan that they began with, and nobody else could carry them on. To change a plan, add a version beside the old one,
 * and take that out when its last saga has ended.
 */
@Component
final class DefinitionsInUse implements InitializingBean {

    private static final String IN_USE = """
            SELECT definition, definition_version, definition_checksum, count(*) AS sagas,
                   array_to_string((array_agg(id ORDER BY id))[1:10], ', ') AS oldest
              FROM saga
             WHERE status IN ('RUNNING', 'COMPENSATING', 'STUCK')
             GROUP BY definition, definition_version, definition_checksum
             ORDER BY definition, definition_version
            """;

    private record InUse(
            String definition, int definitionVersion, String definitionChecksum, long sagas, String oldest) {

        private String tell(String what) {
            return "'%s' version %d is %s and has %d live sagas, the oldest are %s"
                    .formatted(definition, definitionVersion, what, sagas, oldest);
        }
    }

    private final JdbcClient jdbc;
    private final SagaDefinitions definitions;

    DefinitionsInUse(JdbcClient jdbc, SagaDefinitions definitions) {
        this.jdbc = jdbc;
        this.definitions = definitions;
    }

    @Override
    public void afterPropertiesSet() {
        List<String> wrong = jdbc.sql(IN_USE).query(InUse.class).list().stream()
                .filter(used -> !isCarriedOn(used))
                .map(used -> used.tell(isThere(used) ? "not what it was" : "missing"))
                .toList();
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(
                    "This deployment cannot carry on all sagas that are alive: " + String.join("; ", wrong));
        }
    }

    private boolean isThere(InUse used) {
        return checksum(used).isPresent();
    }

    private boolean isCarriedOn(InUse used) {
        return checksum(used).filter(used.definitionChecksum()::equals).isPresent();
    }

    private Optional<String> checksum(InUse used) {
        return definitions.checksum(used.definition(), used.definitionVersion());
    }
}
