package dev.tandem.orchestrator.engine;

import dev.tandem.orchestrator.definition.SagaDefinitions;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refuses to start a deployment that dropped a definition which sagas are still running on: they keep the version that
 * they began with, and nobody else could carry them on.
 */
@Component
final class DefinitionsInUse implements InitializingBean {

    private static final String IN_USE = """
            SELECT definition, definition_version, count(*) AS sagas, (min(id::text)) AS oldest
              FROM saga
             WHERE status IN ('RUNNING', 'COMPENSATING', 'STUCK')
             GROUP BY definition, definition_version
             ORDER BY definition, definition_version
            """;

    private record InUse(String definition, int definitionVersion, long sagas, String oldest) {
        @Override
        public String toString() {
            return "'%s' version %d (%d live sagas, the oldest is %s)"
                    .formatted(definition, definitionVersion, sagas, oldest);
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
        List<InUse> missing = jdbc.sql(IN_USE).query(InUse.class).list().stream()
                .filter(used -> !definitions.contains(used.definition(), used.definitionVersion()))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("This deployment lacks saga definitions that are in use: "
                    + missing.stream().map(InUse::toString).collect(Collectors.joining(", ")));
        }
    }
}
