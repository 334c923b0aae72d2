package dev.tandem.idempotency;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestClientAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Puts idempotency together for a service that says where its records are kept: {@code tandem.idempotency.store}. The
 * table of the store {@code jdbc} comes with the Flyway location {@code classpath:db/migration/idempotency}.
 */
@AutoConfiguration(
        after = {
            JdbcClientAutoConfiguration.class,
            RestClientAutoConfiguration.class,
            TransactionAutoConfiguration.class
        },
        afterName = "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty("tandem.idempotency.store")
@EnableConfigurationProperties(IdempotencyProperties.class)
@Import({
    JdbcStoreConfiguration.class,
    LockServiceStoreConfiguration.class,
    RedisStoreConfiguration.class,
    IdempotencyDocumentation.class
})
class IdempotencyAutoConfiguration {

    /** Behind the filters that limit bodies and answer what is thrown. */
    private static final int BEHIND_PROBLEMS = Ordered.HIGHEST_PRECEDENCE + 20;

    @Bean
    @ConditionalOnMissingBean
    AnswerPolicy answerPolicy() {
        return AnswerPolicy.finalAnswers();
    }

    @Bean
    RepeatedRequestResolver repeatedRequestResolver() {
        return new RepeatedRequestResolver();
    }

    /** Filters are made before Spring MVC is, hence the routes later: by a provider, for its final methods allow no proxy. */
    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping,
            Recorders recorders,
            AnswerPolicy policy,
            IdempotencyProperties properties,
            MeterRegistry meters) {
        var routes = SingletonSupplier.of(() -> Routes.of(mapping.getObject(), properties.routes()));
        var registration = new FilterRegistrationBean<>(
                new IdempotencyFilter(routes::obtain, recorders, policy, properties, new RequestMeters(meters)));
        registration.setOrder(BEHIND_PROBLEMS);
        return registration;
    }
}
