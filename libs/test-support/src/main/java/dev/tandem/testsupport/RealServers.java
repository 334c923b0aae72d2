package dev.tandem.testsupport;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.TestPropertySourceUtils;

/** Tells a test's Spring context where the servers are that {@link RealPostgres} and {@link RealKafka} ask for. */
class RealServers implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        var postgres = TestContextAnnotationUtils.findMergedAnnotation(testClass, RealPostgres.class);
        var kafka = TestContextAnnotationUtils.findMergedAnnotation(testClass, RealKafka.class);
        return postgres == null && kafka == null ? null : new Customizer(postgres, kafka);
    }

    /** A record of the annotations, because equal customizers let test classes share a cached context. */
    private record Customizer(
            @Nullable RealPostgres postgres, @Nullable RealKafka kafka) implements ContextCustomizer {

        @Override
        public void customizeContext(
                ConfigurableApplicationContext context, MergedContextConfiguration mergedContextConfiguration) {
            if (postgres != null) {
                var database = PostgresServer.shared(postgres.fsync()).freshDatabase();
                TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
                        context,
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password(),
                        "spring.test.database.replace=none"); // or a JPA slice looks for an in-memory database
            }
            if (kafka != null) {
                var broker = KafkaServer.shared();
                broker.createTopics(kafka.partitions(), kafka.topics());
                TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
                        context, "spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
            }
        }
    }
}
