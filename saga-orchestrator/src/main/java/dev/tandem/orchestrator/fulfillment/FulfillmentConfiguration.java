package dev.tandem.orchestrator.fulfillment;

import dev.tandem.orchestrator.definition.Saga;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FulfillmentConfiguration {

    @Bean
    Saga<Fulfillment> payFirst() {
        return OrderFulfillment.PAY_FIRST;
    }

    @Bean
    Saga<Fulfillment> reserveFirst() {
        return OrderFulfillment.RESERVE_FIRST;
    }
}
