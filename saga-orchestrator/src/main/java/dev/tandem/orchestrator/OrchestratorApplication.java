package dev.tandem.orchestrator;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The saga execution coordinator. Three files to read next: what an order's saga consists of
 * ({@code fulfillment/OrderFulfillment}), what a saga does next ({@code machine/StateMachine}), and how that becomes
 * durable and is sent ({@code engine/InstanceManager}).
 */
@SpringBootApplication(
        excludeName = {
            // Services may share one class path, and some of them have entities; this one has none.
            "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
            "org.springframework.boot.autoconfigure.data.jpa.JpaRepositoriesAutoConfiguration"
        })
public class OrchestratorApplication {

    public static void main(String[] args) {
        // All services may share one class path, so none may own application.yaml.
        System.setProperty("spring.config.name", "saga-orchestrator");
        SpringApplication.run(OrchestratorApplication.class, args);
    }
}
