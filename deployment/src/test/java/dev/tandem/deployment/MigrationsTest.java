package dev.tandem.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.testsupport.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replicas that start together on an empty database migrate it once, and all of them get going. */
class MigrationsTest {

    private static final int REPLICAS = 5;

    @ParameterizedTest
    @EnumSource
    void replicasThatStartTogetherMigrateOnce(Application application) throws Exception {
        var database = PostgresServer.shared().freshDatabase();
        Callable<Integer> starting = () -> Flyway.configure()
                .dataSource(database.dataSource())
                .locations(application.migrations().toArray(String[]::new))
                .lockRetryCount(Integer.parseInt(application.property("spring.flyway.lock-retry-count")))
                .load()
                .migrate()
                .migrationsExecuted;

        var executed = allAtOnce(starting);

        var jdbc = JdbcClient.create(database.dataSource());
        assertThat(jdbc.sql("SELECT version FROM flyway_schema_history")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .hasSize(executed.stream().mapToInt(it -> it).sum());
        assertThat(jdbc.sql("SELECT bool_and(success) FROM flyway_schema_history")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private static List<Integer> allAtOnce(Callable<Integer> starting) throws InterruptedException, ExecutionException {
        var results = new ArrayList<Integer>();
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var it : replicas.invokeAll(
                    IntStream.range(0, REPLICAS).mapToObj(i -> starting).toList())) {
                results.add(it.get());
            }
        }
        return results;
    }
}
