package dev.tandem.order.handling;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.messaging.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What order-service listens to. */
@Configuration(proxyBeanMethods = false)
class OrderSubscriptions {

    @Bean
    Subscription<OrderCommand> commands(OrderCommands handler) {
        return Subscription.commands(Topics.ORDER_COMMANDS, OrderCommand.class, handler);
    }
}
