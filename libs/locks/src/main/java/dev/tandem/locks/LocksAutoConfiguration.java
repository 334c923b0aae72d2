package dev.tandem.locks;

import org.springframework.aop.Advisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

/**
 * Locks for a service that says where they are kept ({@code tandem.locks.backend}). Each backend has an
 * auto-configuration of its own, before this one, that provides the {@link LockBackend} if the property names it.
 */
@AutoConfiguration
@ConditionalOnProperty("tandem.locks.backend")
@EnableConfigurationProperties(LocksProperties.class)
public class LocksAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Locks locks(
            LockBackend backend,
            LocksProperties properties,
            @Value("${tandem.instance:${spring.application.name:unnamed}}") String owner) {
        return new Locks(backend, owner, properties.options());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    Advisor lockedAdvisor(ObjectProvider<Locks> locks, LocksProperties properties) {
        return new LockedInterceptor(locks, properties.options()).advisor();
    }
}
