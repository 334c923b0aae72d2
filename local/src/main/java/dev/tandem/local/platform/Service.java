package dev.tandem.local.platform;

import java.util.Arrays;
import java.util.Optional;

/** The services, in the order in which a person would name them. */
public enum Service {
    ORDER("order-service", "dev.tandem.order.OrderApplication", 8081, "orders"),
    PAYMENT("payment-service", "dev.tandem.payment.PaymentApplication", 8082, "payments"),
    INVENTORY("inventory-service", "dev.tandem.inventory.InventoryApplication", 8083, "inventory"),
    SHIPPING("shipping-service", "dev.tandem.shipping.ShippingApplication", 8084, "shipping"),
    ORCHESTRATOR("saga-orchestrator", "dev.tandem.orchestrator.OrchestratorApplication", 8085, "coordination"),
    LOCK("lock-service", "dev.tandem.lock.LockApplication", 8086, "locks"),
    EVENT_STORE("event-store-service", "dev.tandem.eventstore.EventStoreApplication", 8087, "events");

    private final String id;
    private final String mainClass;
    private final int defaultPort;
    private final String database;

    Service(String id, String mainClass, int defaultPort, String database) {
        this.id = id;
        this.mainClass = mainClass;
        this.defaultPort = defaultPort;
        this.database = database;
    }

    /** Its module's name, by which commands, logs and files call it. */
    public String id() {
        return id;
    }

    public String mainClass() {
        return mainClass;
    }

    public int defaultPort() {
        return defaultPort;
    }

    /** Its own database, and the role that owns it. */
    public String database() {
        return database;
    }

    public static Optional<Service> of(String id) {
        return Arrays.stream(values()).filter(service -> service.id.equals(id)).findFirst();
    }
}
