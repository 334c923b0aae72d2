package dev.tandem.inventory.reservation;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.InventoryCommand;
import dev.tandem.messaging.Subscription;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this feature listens to. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReservationProperties.class)
class ReservationMessaging {

    @Bean
    Subscription<InventoryCommand> inventorySubscription(InventoryCommands handler) {
        return Subscription.commands(Topics.INVENTORY_COMMANDS, InventoryCommand.class, handler);
    }
}
