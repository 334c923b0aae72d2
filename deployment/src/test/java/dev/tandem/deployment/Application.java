package dev.tandem.deployment;

import dev.tandem.eventstore.EventStoreApplication;
import dev.tandem.inventory.InventoryApplication;
import dev.tandem.lock.LockApplication;
import dev.tandem.orchestrator.OrchestratorApplication;
import dev.tandem.order.OrderApplication;
import dev.tandem.payment.PaymentApplication;
import dev.tandem.shipping.ShippingApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** One of the services, as its own configuration tells. */
enum Application {
    ORDER(OrderApplication.class, "order-service"),
    PAYMENT(PaymentApplication.class, "payment-service"),
    INVENTORY(InventoryApplication.class, "inventory-service"),
    SHIPPING(ShippingApplication.class, "shipping-service"),
    ORCHESTRATOR(OrchestratorApplication.class, "saga-orchestrator"),
    LOCK(LockApplication.class, "lock-service"),
    EVENT_STORE(EventStoreApplication.class, "event-store-service");

    private static final String PLATFORM = "dev/tandem/defaults/environment/platform.properties";

    private final Class<?> main;
    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy, which its type does not say
    private final Map<String, String> properties;

    Application(Class<?> main, String id) {
        this.main = main;
        this.id = id;
        this.properties = properties(id);
    }

    static Optional<Application> of(String id) {
        return Arrays.stream(values()).filter(it -> it.id.equals(id)).findFirst();
    }

    String id() {
        return id;
    }

    Class<?> main() {
        return main;
    }

    int port() {
        return Integer.parseInt(property("server.port"));
    }

    /** The last part of its address, which is also its role's name. */
    String database() {
        var url = property("spring.datasource.url");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    List<String> migrations() {
        return List.of(property("spring.flyway.locations").split(",", -1));
    }

    /** Whether it takes messages in or sends any. */
    boolean hasBroker() {
        return migrations().contains("classpath:db/migration/messaging");
    }

    /** What its own files say, and the platform's where these are silent. */
    Map<String, String> properties() {
        return properties;
    }

    String property(String name) {
        var value = properties.get(name);
        if (value == null) {
            throw new AssertionError(id + " says nothing of " + name);
        }
        return value;
    }

    private static Map<String, String> properties(String id) {
        try {
            var properties = new HashMap<String, String>();
            PropertiesLoaderUtils.loadProperties(new ClassPathResource(PLATFORM))
                    .forEach((name, value) -> properties.put(name.toString(), value.toString()));
            for (var source : new YamlPropertySourceLoader().load(id, new ClassPathResource(id + ".yaml"))) {
                var own = (EnumerablePropertySource<?>) source;
                for (var name : own.getPropertyNames()) {
                    properties.put(name, String.valueOf(own.getProperty(name)));
                }
            }
            return Map.copyOf(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
