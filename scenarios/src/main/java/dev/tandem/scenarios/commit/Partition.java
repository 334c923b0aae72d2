package dev.tandem.scenarios.commit;

import dev.tandem.scenarios.Stage;
import java.util.Collection;
import java.util.List;

/** Two sides that do not hear of each other. */
record Partition(Stage stage, Collection<String> one, Collection<String> other) {

    /** Those on the other side than order-service. */
    static final List<String> OTHERS = List.of("payment-service", "inventory-service", "shipping-service");

    static Partition between(Stage stage, Collection<String> one, Collection<String> other) {
        one.forEach(here -> other.forEach(there -> stage.cut(here, there)));
        return new Partition(stage, one, other);
    }

    void heal() {
        one.forEach(here -> other.forEach(there -> stage.heal(here, there)));
    }
}
