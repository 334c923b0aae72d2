package dev.tandem.inventory;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The inventory service. To see how it keeps two orders from the same unit, read
 * {@link dev.tandem.inventory.reservation.Reservation}, which is the lock,
 * {@link dev.tandem.inventory.reservation.Decision}, which says what a command means in which state, and
 * {@link dev.tandem.inventory.reservation.InventoryCommands}, which carries it out.
 */
@SpringBootApplication
@EnableScheduling
public class InventoryApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        new SpringApplicationBuilder(InventoryApplication.class)
                .properties("spring.config.name=inventory-service") // all services may share one class path
                .run(args);
    }
}
