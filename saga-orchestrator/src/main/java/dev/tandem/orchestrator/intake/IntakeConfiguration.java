package dev.tandem.orchestrator.intake;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.messaging.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    Subscription<OrderEvent> orderEventSubscription(OrderEvents handler) {
        return Subscription.events(Topics.ORDER_EVENTS, OrderEvent.class, handler)
                .only(OrderEvents.BEGINNINGS)
                .onlyIfCoordinatedBy(Coordination.SAGA_ORCHESTRATED.wireName());
    }
}
