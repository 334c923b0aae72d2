package dev.tandem.shipping;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.shipping.ShippingCommand;
import dev.tandem.messaging.Subscription;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Sends parcels. Read next: {@link Decision} (what becomes of a command), {@link ShippingCommands} (a batch of them in
 * one transaction), {@link Shipment} (what is remembered).
 */
@SpringBootApplication
public class ShippingApplication {

    /** All services may share one class path, so each has a configuration file with a name of its own. */
    public static void main(String[] args) {
        System.setProperty("spring.config.name", "shipping-service");
        SpringApplication.run(ShippingApplication.class, args);
    }

    @Bean
    Subscription<ShippingCommand> commands(ShippingCommands handler) {
        return Subscription.commands(Topics.SHIPPING_COMMANDS, ShippingCommand.class, handler);
    }
}
