package dev.tandem.lock;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The lock service. To see how a lock changes hands, read {@code V101__lock_step.sql}, which says what happens in one
 * transaction, {@link dev.tandem.lock.core.StepWriter}, which makes one transaction of what many want, and
 * {@link dev.tandem.lock.core.LockTable}, which lets callers wait.
 */
@SpringBootApplication
@EnableScheduling
public class LockApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        new SpringApplicationBuilder(LockApplication.class)
                .properties("spring.config.name=lock-service") // all services may share one class path
                .run(args);
    }
}
