package dev.tandem.eventstore;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Keeps what happened. Read next: {@code Appending} in {@code stream} (how an event gets in over HTTP), {@code Intake}
 * (how it gets in from a service), {@code Projector} in {@code projection} (what becomes of it).
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class EventStoreApplication {

    /** All services may share one class path, so each has a configuration file with a name of its own. */
    public static void main(String[] args) {
        System.setProperty("spring.config.name", "event-store-service");
        SpringApplication.run(EventStoreApplication.class, args);
    }
}
