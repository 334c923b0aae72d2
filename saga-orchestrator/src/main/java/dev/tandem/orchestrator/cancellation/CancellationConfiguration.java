package dev.tandem.orchestrator.cancellation;

import dev.tandem.orchestrator.definition.Saga;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CancellationConfiguration {

    @Bean
    Saga<Cancellation> orderCancellation() {
        return OrderCancellation.CANCELLATION;
    }
}
