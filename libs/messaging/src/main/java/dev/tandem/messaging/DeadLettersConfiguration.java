package dev.tandem.messaging;

import dev.tandem.defaults.problems.Problem;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Dead letters over HTTP, in services that speak it as all of ours do. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(Problem.class)
class DeadLettersConfiguration {

    @Bean
    DeadLettersController deadLettersController(DeadLetterRows rows, DeadLetterDesk desk) {
        return new DeadLettersController(rows, desk);
    }
}
