package dev.tandem.order;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Takes orders and tells what became of them. Read next: {@link dev.tandem.order.domain.Order} (what may become of an
 * order), {@link dev.tandem.order.placing.PlacingOrders} (how one is placed),
 * {@link dev.tandem.order.handling.OrderCommands} (how it ends).
 */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
public class OrderApplication {

    /** All services may share one class path, so each has a configuration file with a name of its own. */
    public static void main(String[] args) {
        System.setProperty("spring.config.name", "order-service");
        SpringApplication.run(OrderApplication.class, args);
    }
}
