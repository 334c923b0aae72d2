package dev.tandem.orchestrator.fulfillment;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.messaging.Subscription;
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

    @Bean
    Subscription<OrderCreated> orderCreatedSubscription(PlacedOrders handler) {
        return Subscription.events(Topics.ORDER_EVENTS, OrderCreated.class, handler)
                .onlyIfCoordinatedBy(Coordination.SAGA_ORCHESTRATED.wireName());
    }
}
